package org.sluice.balancing;

/**
 * The place of one handshake in the queue of its pool, for a handshake without a blocked thread. Its owner must leave the
 * queue. Any thread.
 */
public final class QueueTicket {
    private final WaitingLine line;
    private final Runnable woken;

    QueueTicket(WaitingLine line, Runnable woken) {
        this.line = line;
        this.woken = woken;
    }

    void wake() {
        woken.run();
    }

    /** Leaves the queue, with or without a place on a member; idempotent. */
    public void leave() {
        line.leave(this);
    }

    /** Wakes the next handshake in the queue, because this one cannot use the free place. */
    public void passOn() {
        line.wakeBehind(this);
    }
}
