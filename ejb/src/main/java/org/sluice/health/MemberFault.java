package org.sluice.health;

/** What went wrong with a member in real traffic. */
public enum MemberFault {
    /** It could not be reached: no connection, or no TLS. */
    UNREACHED,
    /** It was reached, and gave no answer, or a wrong one. */
    UNANSWERED,
    /** It answered with a status that the operator takes for a fault. */
    STATUS,
    /** A relay it had just opened was lost by it. */
    DIED_EARLY
}
