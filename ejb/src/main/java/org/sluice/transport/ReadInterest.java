package org.sluice.transport;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * When a channel is selected for reading. No I/O; each method says what to do next.
 *
 * <pre>
 *        told()               passed(): switch off
 *  ON ------------> TOLD ---------------------------> OFF
 *   ^  drained()     |                                 |
 *   +----------------+                                 |
 *   +--------------------------------------------------+
 *                          drained(): switch on
 *  any -- end() --> ENDED
 * </pre>
 *
 * A reader that drains the socket while it is being told stays in the left half, and nothing is switched. {@code told} and
 * {@code passed} belong to the loop thread, the others to any.
 */
final class ReadInterest {
    private enum State {
        ON,
        TOLD,
        OFF,
        ENDED
    }

    private static final AtomicReferenceFieldUpdater<ReadInterest, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(ReadInterest.class, State.class, "state");

    private volatile State state = State.OFF;

    /** The owner is about to be told. */
    void told() {
        STATE.compareAndSet(this, State.ON, State.TOLD);
    }

    /**
     * The owner was told.
     *
     * @return whether it let it pass: switch off, then ask {@link #isOn()}, since another thread may have drained meanwhile
     */
    boolean passed() {
        return STATE.compareAndSet(this, State.TOLD, State.OFF);
    }

    /**
     * Somebody wants to be told of the next byte.
     *
     * @return whether to switch on
     */
    boolean drained() {
        while (true) {
            State now = state;
            if (now == State.ON || now == State.ENDED) {
                return false;
            }
            if (STATE.compareAndSet(this, now, State.ON)) {
                return now == State.OFF;
            }
        }
    }

    /** Nothing will ever come again: switch off. */
    void end() {
        state = State.ENDED;
    }

    boolean isOn() {
        return state == State.ON;
    }
}
