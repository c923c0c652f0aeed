package org.sluice.balancing;

import java.util.concurrent.atomic.AtomicReference;
import org.sluice.pool.Member;
import org.sluice.pool.PoolStats;

/**
 * One counted place on a member. Whoever holds it must close it; closing twice is harmless. Any thread.
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
    private final Line line;
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

    /** The place is counted already, as a pending handshake, on the member and on the pool. */
    Lease(Member member, PoolStats pool, Line line) {
        this.member = member;
        this.pool = pool;
        this.line = line;
    }

    /** The member as it was when it was picked. */
    public Member member() {
        return member;
    }

    /** The handshake has succeeded: from now on an open relay is counted. Nothing if closed or opened before. */
    public void opened() {
        if (state.compareAndSet(State.PENDING, State.OPEN)) {
            member.stats().pendingOpened();
            line.moved(); // one handshake less waits for the member
        }
    }

    /** Gives the place back. */
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
        line.moved();
    }

    @Override
    public String toString() {
        return state + " " + member.uri();
    }
}
