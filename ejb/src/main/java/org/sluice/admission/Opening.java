package org.sluice.admission;

import java.time.Duration;
import org.sluice.backend.Opened;
import org.sluice.balancing.Lease;
import org.sluice.handshake.Handshake;
import org.sluice.routing.Route;

/**
 * A member leg that has just opened, and all that the relay and its log line need to know about it.
 *
 * @param took how long the member needed to say yes
 */
record Opening(Handshake handshake, Route route, Lease lease, Opened opened, Duration took) {}
