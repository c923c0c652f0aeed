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

/** Connections to members that may be used again, the youngest first. Any thread. */
final class MemberConnections {
    /** How long one is kept: shorter than members keep theirs, unless they say how long that is. */
    private static final Duration KEPT = Duration.ofSeconds(4);

    /** A member that says when it ends a connection may be a little early. */
    private static final Duration EARLIER = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    /**
     * One that was used this shortly before is not about to be ended by its member. Any other carries only what may be sent twice (RFC
     * 9112 9.3.1).
     */
    private static final long JUST_USED = TimeUnit.SECONDS.toNanos(1);

    /** For one member. */
    private static final int MOST = 256;

    private final Supplier<Loop> loops;
    private final LongSupplier clock;
    private final Map<Object, Deque<MemberConnection>> idle = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param clock {@link System#nanoTime}, or a test's */
    MemberConnections(Supplier<Loop> loops, LongSupplier clock) {
        this.loops = loops;
        this.clock = clock;
    }

    /**
     * One that may carry a request; null if there is none.
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
     * Opens one.
     *
     * @param then gets it, or why there is none; on an event loop's thread
     * @return may be cancelled
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

    /** An exchange is over, and has left it clean. */
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

    /** It may be taken. */
    void keep(MemberConnection connection) {
        those(connection).addFirst(connection);
    }

    /** It may be taken, and may have been missed before. */
    void keepAgain(MemberConnection connection) {
        Deque<MemberConnection> those = those(connection);
        if (!those.contains(connection)) {
            those.addFirst(connection);
        }
    }

    /** As many as there ever were members; an empty one is little. */
    private Deque<MemberConnection> those(MemberConnection connection) {
        return idle.computeIfAbsent(connection.key(), key -> new ConcurrentLinkedDeque<>());
    }

    void forget(MemberConnection connection) {
        Deque<MemberConnection> those = idle.get(connection.key());
        if (those != null) {
            those.remove(connection);
        }
    }

    /** Ends those that nobody has used for too long. To be called now and then. */
    void sweep() {
        long now = clock.getAsLong();
        idle.values()
                .forEach(those -> those.forEach(one -> {
                    if (one.isOverdue(now)) {
                        one.dropIdle();
                    }
                }));
    }

    /** How many nobody uses. */
    int idle() {
        return idle.values().stream().mapToInt(Deque::size).sum();
    }

    /** Ends all that nobody uses, and keeps none any more. */
    void close() {
        closed = true;
        idle.values().forEach(those -> those.forEach(MemberConnection::dropIdle));
    }
}
