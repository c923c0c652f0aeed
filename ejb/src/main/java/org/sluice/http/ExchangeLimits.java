package org.sluice.http;

import java.time.Duration;

/**
 * The limits of one exchange.
 *
 * @param request until a member begins its answer, counted from the last byte of the request that was forwarded
 * @param idle how long a member may send nothing in the middle of its answer; zero for no limit
 * @param write how long a client may accept nothing of the answer
 * @param maxBody of the request's body, in bytes; 0 for no limit
 */
public record ExchangeLimits(Duration request, Duration idle, Duration write, long maxBody) {}
