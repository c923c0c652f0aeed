package org.sluice.wiring;

import java.util.List;

/**
 * Whether clients that connect now are served, and what the operator should know. Immutable.
 *
 * @param generation the number of the configuration in force, from 1; 0 if there is none
 * @param mistakes of the last entries, if these were refused and the previous configuration is still in force; without secrets
 */
public record Readiness(State state, long generation, List<String> mistakes) {
    /** The states of the instance. */
    public enum State {
        READY,
        /** The warm-up runs: clients are served, but more slowly than after it. */
        WARMING_UP,
        /** Nothing is configured: every client is refused. */
        EMPTY,
        /** The instance is drained. */
        DRAINING,
        /** The application is stopping, or has not started yet. */
        STOPPED
    }

    static final Readiness STOPPED = new Readiness(State.STOPPED, 0, List.of());

    public Readiness {
        mistakes = List.copyOf(mistakes);
    }
}
