package org.sluice.backend;

/** Opens sessions with members, for relays of messages. Safe for many threads. */
public interface MessageMembers {
    /**
     * Tries one member once, as {@link Members#connect} does; but what opens is a session that Tyrus reads and writes.
     *
     * @return what came of it: an {@link OpenedSession}, a {@link Refusal} or a {@link Failed}
     */
    Answer open(Attempt attempt);
}
