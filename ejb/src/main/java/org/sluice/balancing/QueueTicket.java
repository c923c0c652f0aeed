package org.sluice.balancing;

/** One handshake's turn in the line of its pool, without a thread that waits. Whoever has it leaves it. Any thread. */
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

    /** It waits no more, whether it got a place or not; harmless when repeated. */
    public void leave() {
        line.leave(this);
    }

    /** There is a place, but not for this one: the next one looks. */
    public void passOn() {
        line.wakeBehind(this);
    }
}
