package org.sluice.health;

/** The faults of members in real traffic. */
public enum MemberFault {
    /** The member could not be reached: no connection, or no TLS. */
    UNREACHED,
    /** The member was reached, and gave no answer or an invalid one. */
    UNANSWERED,
    /** The member answered with a status that {@code eject-on-status} lists. */
    STATUS,
    /** The member ended a relay soon after it was opened. */
    DIED_EARLY
}
