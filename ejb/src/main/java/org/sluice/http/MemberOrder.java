package org.sluice.http;

import java.time.Duration;
import java.util.function.Supplier;
import org.sluice.handshake.Headers;
import org.sluice.transport.Destination;

/**
 * One member that a request is to be sent to.
 *
 * @param key equal for orders that may share a connection
 * @param destination where it is, evaluated only if no connection is idle
 * @param target the raw request target
 * @param headers all headers to send but those that frame the body
 * @param maxHeader the largest head of its answer, in bytes
 */
public record MemberOrder(
        Object key,
        Supplier<Destination> destination,
        String target,
        Headers headers,
        Duration connectTimeout,
        int maxHeader) {}
