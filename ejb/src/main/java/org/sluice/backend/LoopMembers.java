package org.sluice.backend;

import java.util.function.Consumer;
import org.sluice.transport.Loop;

/** Asks members on event loops, without a thread that waits. Safe for many threads. */
public interface LoopMembers {
    /**
     * Tries one member once, within {@link Attempt#connectTimeout()} plus {@link Attempt#handshakeTimeout()}. On the thread of
     * {@code loop}.
     *
     * @param told gets the answer, once, on the thread of {@code loop}, perhaps before this returns; it owns what the answer
     *     holds. The body of a {@link MemberRefusal} has a {@link MemberRefusalBody#source}.
     */
    Asked ask(Attempt attempt, Loop loop, Consumer<AttemptResult> told);

    /** A member that is being asked. */
    interface Asked {
        /**
         * Nobody wants to know any more: the connection is given back at once, and nothing is told. On the loop's thread;
         * harmless when there was an answer.
         */
        void cancel();
    }
}
