package org.sluice.balancing;

import java.util.concurrent.atomic.AtomicReference;
import org.sluice.pool.Member;

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
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

    /** The place is counted already, as a pending handshake. */
    Lease(Member member) {
        this.member = member;
    }

    /** The member as it was when it was picked. */
    public Member member() {
        return member;
    }

    /** The handshake has succeeded: from now on an open relay is counted. Nothing if closed or opened before. */
    public void opened() {
        if (state.compareAndSet(State.PENDING, State.OPEN)) {
            member.stats().pendingOpened();
        }
    }

    /** Gives the place back. */
    @Override
    public void close() {
        State before = state.getAndSet(State.CLOSED);
        if (before == State.PENDING) {
            member.stats().pendingEnded();
        } else if (before == State.OPEN) {
            member.stats().relayEnded();
        }
    }

    @Override
    public String toString() {
        return state + " " + member.uri();
    }
}
