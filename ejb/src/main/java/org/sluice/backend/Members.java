package org.sluice.backend;

/** Opens legs to members. Safe for many threads. */
public interface Members {
    /**
     * Tries one member once, on the calling thread, which waits at most {@link Attempt#connectTimeout()} plus {@link
     * Attempt#handshakeTimeout()}. If that thread comes interrupted or is interrupted while it waits, the answer is {@link
     * Failed.Cause#CLOSED}; its interrupt flag stays up.
     *
     * @return what came of it. The caller owns what the answer holds: the leg of an {@link OpenedLeg}, which it hands to a
     *     relay or aborts, and the body of a {@link MemberRefusal}, which it closes. A {@link AttemptFailed} holds nothing.
     */
    AttemptResult connect(Attempt attempt);
}
