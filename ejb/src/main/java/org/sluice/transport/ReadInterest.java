package org.sluice.transport;

import java.util.concurrent.atomic.AtomicReference;

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

    private final AtomicReference<State> state = new AtomicReference<>(State.OFF);

    /** The owner is about to be told. */
    void told() {
        state.compareAndSet(State.ON, State.TOLD);
    }

    /**
     * The owner was told.
     *
     * @return whether it let it pass: switch off, then ask {@link #isOn()}, since another thread may have drained meanwhile
     */
    boolean passed() {
        return state.compareAndSet(State.TOLD, State.OFF);
    }

    /**
     * Somebody wants to be told of the next byte.
     *
     * @return whether to switch on
     */
    boolean drained() {
        while (true) {
            State now = state.get();
            if (now == State.ON || now == State.ENDED) {
                return false;
            }
            if (state.compareAndSet(now, State.ON)) {
                return now == State.OFF;
            }
        }
    }

    /** Nothing will ever come again: switch off. */
    void end() {
        state.set(State.ENDED);
    }

    boolean isOn() {
        return state.get() == State.ON;
    }
}
