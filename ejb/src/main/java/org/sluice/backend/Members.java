package org.sluice.backend;

/** Opens legs to members, on blocking threads. Thread-safe. */
public interface Members {
    /**
     * Makes one attempt at one member, on the calling thread, which blocks for at most {@link Attempt#connectTimeout()} plus
     * {@link Attempt#handshakeTimeout()}. If that thread is interrupted before or while it waits, the result is {@link
     * AttemptFailed.Cause#CLOSED}, and its interrupt flag stays set.
     *
     * @return the result. The caller owns what it holds: the leg of an {@link OpenedLeg}, which it gives to a relay or aborts,
     *     and the body of a {@link MemberRefusal}, which it closes. An {@link AttemptFailed} holds nothing.
     */
    AttemptResult connect(Attempt attempt);
}
