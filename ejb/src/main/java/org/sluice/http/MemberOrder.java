package org.sluice.http;

import java.time.Duration;
import java.util.function.Supplier;
import org.sluice.handshake.Headers;
import org.sluice.transport.Destination;

/**
 * One member that is to be asked.
 *
 * @param key equal for orders that may share a connection
 * @param destination where it is, asked for only if there is no connection
 * @param target the raw request target
 * @param headers all lines to send but those that frame the body
 * @param maxHeader of its answer's head, in bytes
 */
public record MemberOrder(
        Object key,
        Supplier<Destination> destination,
        String target,
        Headers headers,
        Duration connectTimeout,
        int maxHeader) {}
