package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.Channel;

/**
 * Tyrus' writer: accepts every frame at once, writes as much as the channel accepts, and keeps the rest until it accepts more.
 * It never blocks and has no limit: senders watch {@link #waiting} and hold back. Thread-safe; the channel is written under the
 * lock, and no listener is called under it.
 */
final class MemberWriter extends Writer {
    private static final int OPCODE = 0x0f;
    private static final int CLOSE = 0x08;

    private final Channel channel;

    // Guarded by this.
    private final Deque<ByteBuffer> queue = new ArrayDeque<>();
    private boolean closing;
    private boolean finishing;
    private boolean resetting;
    private @Nullable IOException broken;

    // Written under the lock, read by any thread.
    private volatile long waiting;
    private volatile long taken;

    MemberWriter(Channel channel) {
        this.channel = channel;
    }

    long waiting() {
        return waiting;
    }

    long taken() {
        return taken;
    }

    /** Whether a close frame has been written or waits to be. */
    synchronized boolean isClosing() {
        return closing;
    }

    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> done) {
        IOException fault = add(frame);
        if (done == null) {
            return;
        }
        if (fault == null) {
            done.completed(frame);
        } else {
            done.failed(fault);
        }
    }

    /** Writes a frame, or keeps it until the channel accepts it. Nothing is sent after a close (RFC 6455 5.5.1). */
    synchronized @Nullable IOException add(ByteBuffer frame) {
        if (broken == null && closing) {
            return new IOException("the session is closing");
        }
        if (broken == null) {
            closing = (frame.get(frame.position()) & OPCODE) == CLOSE;
            long more = waiting + frame.remaining();
            waiting = more;
            queue.add(frame);
            drain();
        }
        return broken;
    }

    /** The channel accepts more. Returns whether fewer bytes wait now. */
    synchronized boolean resume() {
        long before = waiting;
        drain();
        return waiting < before;
    }

    /**
     * Ends the connection without a close frame after all waiting bytes, in order (FIN) or by a reset. Nothing can be sent
     * afterwards.
     */
    synchronized void end(boolean reset) {
        closing = true;
        resetting |= reset;
        finish();
    }

    /** Ends our sending side (FIN) after all waiting bytes. */
    synchronized void finish() {
        finishing = true;
        drain();
    }

    private void drain() {
        try {
            while (!queue.isEmpty()) {
                ByteBuffer head = queue.element();
                int count = channel.write(head);
                moved(count);
                if (head.hasRemaining()) {
                    return;
                }
                queue.remove();
            }
            if (resetting) {
                channel.abort();
            } else if (finishing) {
                channel.finish();
            }
        } catch (IOException lost) {
            broken = lost;
            queue.clear();
            waiting = 0;
        }
    }

    private void moved(int count) {
        long less = waiting - count;
        long more = taken + count;
        waiting = less;
        taken = more;
    }

    /** Does nothing: the relay ends the connection. */
    @Override
    public void close() {}
}
