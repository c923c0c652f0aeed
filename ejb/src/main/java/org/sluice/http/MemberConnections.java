package org.sluice.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.Channel;
import org.sluice.transport.Loop;

/** The pool of idle connections to members; the youngest is taken first. Any thread. */
final class MemberConnections {
    /**
     * How long an idle connection is kept, unless the member announces a timeout: shorter than the usual timeouts of
     * members.
     */
    private static final Duration KEPT = Duration.ofSeconds(4);

    /** Subtracted from the timeout that a member announces, since it may close a little early. */
    private static final Duration EARLIER = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /**
     * A connection idle for no longer than this is unlikely to be closed by its member now. An older one carries only
     * requests that may be sent twice (RFC 9112 9.3.1).
     */
    private static final long JUST_USED = TimeUnit.SECONDS.toNanos(1);

    /** The largest number of idle connections to one member. */
    private static final int MOST = 256;

    private final Supplier<Loop> loops;
    private final LongSupplier clock;
    private final Map<Object, Deque<MemberConnection>> idle = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param clock {@link System#nanoTime}, or the clock of a test */
    MemberConnections(Supplier<Loop> loops, LongSupplier clock) {
        this.loops = loops;
        this.clock = clock;
    }

    /**
     * Takes an idle connection that may carry a request; null if there is none.
     *
     * @param mayRepeat whether the request may be sent twice
     */
    @Nullable MemberConnection take(Object key, boolean mayRepeat) {
        Deque<MemberConnection> those = idle.get(key);
        if (those == null) {
            return null;
        }
        for (MemberConnection one = those.pollFirst(); one != null; one = those.pollFirst()) {
            if (one.take() && isFit(one, mayRepeat)) {
                return one;
            }
        }
        return null;
    }

    private boolean isFit(MemberConnection taken, boolean mayRepeat) {
        long now = clock.getAsLong();
        boolean fit = !taken.isOverdue(now) && (mayRepeat || taken.idleNanos(now) < JUST_USED);
        if (!fit) {
            taken.drop();
        }
        return fit;
    }

    /**
     * Opens a connection.
     *
     * @param then receives it, or the exception; on an event loop's thread
     * @return the attempt, which may be cancelled
     */
    CompletableFuture<Channel> connect(
            MemberOrder order, BiConsumer<@Nullable MemberConnection, @Nullable IOException> then) {
        CompletableFuture<Channel> coming =
                loops.get().connect(order.destination().get(), order.connectTimeout());
        CompletableFuture<Void> unused = coming.handle((channel, fault) -> {
            if (channel != null) {
                then.accept(new MemberConnection(channel, order.key(), this), null);
            } else {
                then.accept(null, fault instanceof IOException named ? named : new IOException(fault));
            }
            return null;
        });
        return coming;
    }

    /** Takes back a connection whose exchange ended with both messages complete. */
    void giveBack(MemberConnection connection, @Nullable Duration memberKeeps) {
        Deque<MemberConnection> those = idle.get(connection.key());
        if (closed || (those != null && those.size() >= MOST)) {
            connection.drop();
            return;
        }
        Duration kept = memberKeeps == null ? KEPT : memberKeeps.minus(EARLIER);
        connection.rest(clock.getAsLong(), (kept.compareTo(LONGEST) < 0 ? kept : LONGEST).toNanos());
        if (closed) {
            connection.dropIdle();
        }
    }

    /** Makes a connection available. */
    void keep(MemberConnection connection) {
        those(connection).addFirst(connection);
    }

    /** Makes a connection available again whose check found nothing to read. */
    void keepAgain(MemberConnection connection) {
        Deque<MemberConnection> those = those(connection);
        if (!those.contains(connection)) {
            those.addFirst(connection);
        }
    }

    /** The idle connections of one member. Entries are never removed: there are as many as there ever were members. */
    private Deque<MemberConnection> those(MemberConnection connection) {
        return idle.computeIfAbsent(connection.key(), key -> new ConcurrentLinkedDeque<>());
    }

    void forget(MemberConnection connection) {
        Deque<MemberConnection> those = idle.get(connection.key());
        if (those != null) {
            those.remove(connection);
        }
    }

    /** Closes connections that were idle for too long. To be called regularly. */
    void sweep() {
        long now = clock.getAsLong();
        idle.values()
                .forEach(those -> those.forEach(one -> {
                    if (one.isOverdue(now)) {
                        one.dropIdle();
                    }
                }));
    }

    /** The number of idle connections. */
    int idle() {
        return idle.values().stream().mapToInt(Deque::size).sum();
    }

    /** Closes all idle connections, and keeps none from now on. */
    void close() {
        closed = true;
        idle.values().forEach(those -> those.forEach(MemberConnection::dropIdle));
    }
}
