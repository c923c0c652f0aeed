package org.sluice.balancing;

import java.util.concurrent.atomic.AtomicReference;
import org.sluice.pool.Member;
import org.sluice.pool.PoolStats;

/**
 * One counted place on a member. The holder must close it; closing it again has no effect. Any thread.
 *
 * <pre>
 *   PENDING --opened()--> OPEN --close()--> CLOSED
 *      |                                      ^
 *      +----------------close()---------------+
 * </pre>
 */
public final class Lease implements AutoCloseable {
    private enum State {
        PENDING,
        OPEN,
        CLOSED
    }

    private final Member member;
    private final PoolStats pool;
    private final WaitingLine line;
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

    /** The caller has counted the place already, as a pending handshake, on the member and on the pool. */
    Lease(Member member, PoolStats pool, WaitingLine line) {
        this.member = member;
        this.pool = pool;
        this.line = line;
    }

    /** The snapshot of the member at the pick. */
    public Member member() {
        return member;
    }

    /**
     * Counts an open relay instead of a pending handshake, after the handshake has succeeded. No effect if opened or closed
     * before.
     */
    public void opened() {
        if (state.compareAndSet(State.PENDING, State.OPEN)) {
            member.stats().pendingOpened();
            line.placeFreed(); // the member has one pending handshake less
        }
    }

    /** Releases the place. */
    @Override
    public void close() {
        State before = state.getAndSet(State.CLOSED);
        if (before == State.CLOSED) {
            return;
        }
        if (before == State.PENDING) {
            member.stats().pendingEnded();
        } else {
            member.stats().relayEnded();
        }
        pool.left();
        line.placeFreed();
    }

    @Override
    public String toString() {
        return state + " " + member.uri();
    }
}
