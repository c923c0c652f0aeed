package org.sluice.admission;

import java.time.Duration;
import org.sluice.balancing.Lease;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.routing.Route;

/**
 * A handshake that a member has accepted, with everything that the relay and its log line need.
 *
 * @param answer the headers for the client
 * @param took the time from the first byte to the member's 101
 */
record OpenedHandshake(Handshake handshake, Route route, Lease lease, Headers answer, Duration took) {}
