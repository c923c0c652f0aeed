package org.sluice.relay;

import java.time.Duration;

/** What a relay tells the one who opened it. Called without a lock, on whatever thread brought it about; must not wait. */
public interface RelayEvents {
    /**
     * Both legs are gone. Called exactly once, and the last that is heard of {@code relay}; perhaps before
     * whoever opened it has got it.
     */
    void over(OpenRelay relay, CloseCause cause);

    /** {@code side} answered a ping of ours after {@code roundTrip}. */
    default void answered(OpenRelay relay, Side side, Duration roundTrip) {}
}
