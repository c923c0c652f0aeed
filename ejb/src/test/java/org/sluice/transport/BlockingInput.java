package org.sluice.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A channel for a thread that may wait, such as a request thread during a handshake. It listens to the channel from its
 * making until another owner listens; it keeps no byte, so the next owner misses none. Never for event loops.
 *
 * <p>One thread at a time. The deadline is for all calls together: once it has passed, every call that would wait or read
 * throws {@link SocketTimeoutException}, so a peer that drips bytes gains no time. Closing this stream does nothing.
 */
final class BlockingInput extends InputStream {
    private final Channel channel;
    private final long deadline;
    private final Object monitor = new Object();

    /** Guarded by {@link #monitor}: events since the last attempt. */
    private boolean signalled;

    /** @param deadline as {@link System#nanoTime()} */
    public BlockingInput(Channel channel, long deadline) {
        this.channel = channel;
        this.deadline = deadline;
        channel.listen(new Channel.Events() {
            @Override
            public void readable() {
                signal();
            }

            @Override
            public void writable() {
                signal();
            }
        });
    }

    /** Writes all of {@code from}, waiting where the channel does not take it; becomes the listener of the channel. */
    public static void writeFully(Channel channel, ByteBuffer from, long deadline) throws IOException {
        new BlockingInput(channel, deadline).writeFully(from);
    }

    /** Writes all of {@code from}, waiting where the channel does not take it. */
    public void writeFully(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            forget();
            channel.write(from);
            if (from.hasRemaining()) {
                await();
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        while (true) {
            failIfLate();
            forget();
            int count = channel.read(buffer);
            if (count != 0) {
                return count;
            }
            await();
        }
    }

    /** Before the attempt, so that no event during it is lost. */
    private void forget() {
        synchronized (monitor) {
            signalled = false;
        }
    }

    private void signal() {
        synchronized (monitor) {
            signalled = true;
            monitor.notifyAll();
        }
    }

    private void await() throws IOException {
        try {
            synchronized (monitor) {
                while (!signalled) {
                    failIfLate();
                    TimeUnit.NANOSECONDS.timedWait(monitor, deadline - System.nanoTime());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + channel.remoteAddress());
        }
    }

    private void failIfLate() throws SocketTimeoutException {
        if (deadline - System.nanoTime() <= 0) {
            throw new SocketTimeoutException("no answer in time from " + channel.remoteAddress());
        }
    }
}
