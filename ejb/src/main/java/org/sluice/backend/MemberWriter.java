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
 * What Tyrus writes with: takes every frame at once, gives the channel as much as it takes, and keeps the rest until it takes
 * more. It never waits, and knows no bound: whoever sends looks at {@link #waiting} and holds back. Any thread; the channel
 * is written under one lock, and nobody is called under it.
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

    // Written under the lock, read by anybody.
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

    /** Whether a close frame has been written or waits, whoever wrote it. */
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

    /** Behind a close nothing goes out any more (RFC 6455 5.5.1). */
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

    /** The channel takes more. Whether less waits now. */
    synchronized boolean goOn() {
        long before = waiting;
        drain();
        return waiting < before;
    }

    /** Ends the connection without a close frame once all has gone out, in order or by a reset; nothing can be sent behind it. */
    synchronized void end(boolean reset) {
        closing = true;
        resetting |= reset;
        finish();
    }

    /** Ends our side in order, once all has gone out. */
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

    /** Tyrus is done with it; the relay ends the connection. */
    @Override
    public void close() {}
}
