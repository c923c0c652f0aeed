package org.sluice.backend;

/** Opens sessions with members, for relays of messages. Thread-safe. */
public interface MessageMembers {
    /**
     * Makes one attempt at one member, as {@link Members#connect} does, but opens a session that Tyrus reads and writes.
     *
     * @return an {@link OpenedSession}, a {@link MemberRefusal} or an {@link AttemptFailed}
     */
    AttemptResult open(Attempt attempt);
}
