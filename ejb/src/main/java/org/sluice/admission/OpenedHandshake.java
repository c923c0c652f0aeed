package org.sluice.admission;

import java.time.Duration;
import org.sluice.balancing.Lease;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.routing.Route;

/**
 * A member leg that has just opened, and all that the relay and its log line need to know about it.
 *
 * @param answer the headers for the client
 * @param took how long the member needed to say yes
 */
record OpenedHandshake(Handshake handshake, Route route, Lease lease, Headers answer, Duration took) {}
