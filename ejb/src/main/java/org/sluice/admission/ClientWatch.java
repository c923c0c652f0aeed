package org.sluice.admission;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.Loop;

/**
 * Watches a client while a request thread waits for its member. When the client is gone, the thread is interrupted, which ends
 * every wait of a handshake. Created and closed by that thread; it is never interrupted after {@link #close}, which also clears
 * the interrupt flag.
 */
final class ClientWatch implements AutoCloseable {
    /** The delay before the watch begins; most handshakes are over by then, and need no registration with a selector. */
    private static final Duration AFTER = Duration.ofMillis(250);

    private final Thread waiting = Thread.currentThread();
    private final long since;
    private final Loop.@Nullable Alarm watch;

    /** Guarded by this. */
    private boolean closed;

    /** Written under the lock of this. */
    private volatile boolean over;

    ClientWatch(Optional<SocketChannel> client, Supplier<Loop> loops, LongSupplier clock) {
        this.since = clock.getAsLong();
        this.watch = client.isEmpty() ? null : loops.get().watch(client.get(), AFTER, this::left);
    }

    /** The start of the wait, by the clock. */
    long since() {
        return since;
    }

    /** Whether the client has gone. Any thread. */
    boolean isOver() {
        return over;
    }

    private synchronized void left() {
        if (!closed) {
            over = true;
            waiting.interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (over) {
                boolean unused = Thread.interrupted();
            }
        }
        if (watch != null) {
            watch.cancel();
        }
    }
}
