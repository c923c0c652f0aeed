package org.sluice.http;

import java.time.Duration;

/**
 * What one exchange may take.
 *
 * @param request until a member begins its answer, counted from the last byte of the request that passed
 * @param idle between two parts of the answer that a member sends; zero for no limit
 * @param write how long a client may take nothing of it
 * @param maxBody of the request, in bytes; 0 for no limit
 */
public record ExchangeLimits(Duration request, Duration idle, Duration write, long maxBody) {}
