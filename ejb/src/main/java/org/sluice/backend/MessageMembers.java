package org.sluice.backend;

/** Opens sessions with members, for relays of messages. Safe for many threads. */
public interface MessageMembers {
    /**
     * Tries one member once, as {@link Members#connect} does; but what opens is a session that Tyrus reads and writes.
     *
     * @return what came of it: an {@link OpenedSession}, a {@link MemberRefusal} or a {@link AttemptFailed}
     */
    AttemptResult open(Attempt attempt);
}
