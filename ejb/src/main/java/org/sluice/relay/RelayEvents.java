package org.sluice.relay;

import java.time.Duration;

/**
 * Events of a relay, received by the code that opened it. Called without a lock, on the thread that caused the event; must not
 * block.
 */
public interface RelayEvents {
    /**
     * Both legs are gone. Called exactly once, as the last event of {@code relay}; possibly before {@link Relays#open} has
     * returned it.
     */
    void over(OpenRelay relay, CloseCause cause);

    /** {@code side} answered a ping of ours after {@code roundTrip}. */
    default void answered(OpenRelay relay, Side side, Duration roundTrip) {}
}
