package org.sluice.backend;

import java.util.function.Consumer;
import org.sluice.transport.Loop;

/** Opens legs to members on event loops, without a blocking thread. Thread-safe. */
public interface LoopMembers {
    /**
     * Makes one attempt at one member, within {@link Attempt#connectTimeout()} plus {@link Attempt#handshakeTimeout()}. Called
     * on the thread of {@code loop}.
     *
     * @param onResult gets the result, once, on the thread of {@code loop}, possibly before this returns; it owns what the
     *     result holds. The body of a {@link MemberRefusal} has a {@link MemberRefusalBody#source}.
     */
    Exchange connect(Attempt attempt, Loop loop, Consumer<AttemptResult> onResult);

    /** An attempt that has been started. */
    interface Exchange {
        /**
         * Cancels the attempt: closes the connection at once, and gives no result. On the loop's thread; harmless if there was
         * a result.
         */
        void cancel();
    }
}
