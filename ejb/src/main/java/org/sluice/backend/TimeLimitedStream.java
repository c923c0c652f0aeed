package org.sluice.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.sluice.transport.Channel;

/**
 * A channel as one waiting thread sees it: a stream that blocks, but for all waits together no longer than its patience.
 * Patience is spent by waiting for the member alone, so a slow client does not use it up.
 *
 * <p>The event loop only wakes; reading and writing happen on the thread that waits.
 */
final class TimeLimitedStream extends InputStream implements Channel.Events {
    private final Channel channel;
    private final Semaphore readable = new Semaphore(0);
    private final Semaphore writable = new Semaphore(0);
    private long patienceNanos;

    /** Becomes the channel's listener. */
    TimeLimitedStream(Channel channel, Duration waitLimits) {
        this.channel = channel;
        this.patienceNanos = waitLimits.toNanos();
        channel.listen(this);
    }

    /** Fills up what has been spent. */
    void waitAgain(Duration waitLimits) {
        patienceNanos = waitLimits.toNanos();
    }

    /** Sends all of {@code bytes}. */
    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            writable.drainPermits(); // before the attempt: a word said after it counts
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                await(writable);
            }
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        ByteBuffer room = ByteBuffer.wrap(into, offset, length);
        while (true) {
            readable.drainPermits();
            int count = channel.read(room);
            if (count != 0 || length == 0) {
                return count;
            }
            await(readable);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void await(Semaphore word) throws IOException {
        long before = System.nanoTime();
        try {
            if (!word.tryAcquire(patienceNanos, TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("no more bytes in time");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            patienceNanos -= System.nanoTime() - before;
        }
    }

    @Override
    public void readable() {
        readable.release();
    }

    @Override
    public void writable() {
        writable.release();
    }
}
