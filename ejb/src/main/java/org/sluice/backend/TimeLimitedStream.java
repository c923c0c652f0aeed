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
 * A blocking stream over a channel, for one thread. The sum of all waits for the member is limited; the time that a slow client
 * needs does not count.
 *
 * <p>The event loop only wakes the thread, which itself reads and writes.
 */
final class TimeLimitedStream extends InputStream implements Channel.Events {
    private final Channel channel;
    private final Semaphore readable = new Semaphore(0);
    private final Semaphore writable = new Semaphore(0);
    private long nanosLeft;

    /** Registers itself as the channel's listener. */
    TimeLimitedStream(Channel channel, Duration waitLimits) {
        this.channel = channel;
        this.nanosLeft = waitLimits.toNanos();
        channel.listen(this);
    }

    /** Sets the time left for all further waits. */
    void waitAgain(Duration waitLimits) {
        nanosLeft = waitLimits.toNanos();
    }

    /** Sends all of {@code bytes}. */
    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            writable.drainPermits(); // before the write, so that a signal after it is kept
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

    private void await(Semaphore signal) throws IOException {
        long before = System.nanoTime();
        try {
            if (!signal.tryAcquire(nanosLeft, TimeUnit.NANOSECONDS)) {
                throw new SocketTimeoutException("no more bytes in time");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            nanosLeft -= System.nanoTime() - before;
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
