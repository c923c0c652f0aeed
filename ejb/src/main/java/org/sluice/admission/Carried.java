package org.sluice.admission;

import java.util.Optional;
import org.sluice.pool.Place;
import org.sluice.relay.CloseCause;
import org.sluice.relay.Relay;
import org.sluice.relay.RelayEvents;

/** What an opening has become: hears of the end of its relay, and tells where the relay's member stands. */
public record Carried(Opening opening, Journeys journeys) implements RelayEvents {
    @Override
    public void over(Relay relay, CloseCause cause) {
        journeys.over(opening, relay, cause);
    }

    /** Where the member of a relay stands; empty if this room did not open it. */
    public static Optional<Place> placeOf(Relay relay) {
        return relay.events() instanceof Carried carried ? Optional.of(carried.place()) : Optional.empty();
    }

    private Place place() {
        return new Place(opening.route().pool(), opening.lease().member().uri());
    }
}
