package org.sluice.wiring;

import java.util.List;

/**
 * Whether a client that connects now has somewhere to go, and what the operator should know. Immutable.
 *
 * @param generation the number of the configuration that holds, from 1; 0 if there is none
 * @param mistakes of the operator's last words, if they were refused and the configuration before them still holds; no
 *     secrets are among them
 */
public record Readiness(State state, long generation, List<String> mistakes) {
    /** What a client would meet. */
    public enum State {
        READY,
        /** Its code is being compiled: clients are served, but not as fast as they soon will be. */
        WARMING_UP,
        /** Nothing is configured: every client is refused. */
        EMPTY,
        /** The operator wants clients to leave this instance. */
        DRAINING,
        /** The application goes, or has not come yet. */
        STOPPED
    }

    static final Readiness STOPPED = new Readiness(State.STOPPED, 0, List.of());

    public Readiness {
        mistakes = List.copyOf(mistakes);
    }
}
