package org.sluice.backend;

import java.time.Duration;
import org.sluice.handshake.Headers;
import org.sluice.transport.Destination;

/**
 * One attempt to open a WebSocket at one member. An instance that exists can be written as a single HTTP request (no request
 * splitting).
 *
 * @param destination the member's address
 * @param target the raw request target, sent unchanged: one character for each byte
 * @param headers all end-to-end header lines to send, Host, Origin, Sec-WebSocket-Protocol and -Extensions included. The lines
 *     that this package writes itself (Upgrade, Connection, Sec-WebSocket-Key and -Version) are ignored here.
 * @param connectTimeout for name resolution, TCP and TLS
 * @param handshakeTimeout from the open connection to the end of the answer's head; the body of a refusal gets the same time
 *     again
 * @param maxHeaderBytes limit for the answer's status line and header lines, interim answers included
 */
public record Attempt(
        Destination destination,
        String target,
        Headers headers,
        Duration connectTimeout,
        Duration handshakeTimeout,
        int maxHeaderBytes) {

    /**
     * Checks the values that become lines of the request.
     *
     * @throws IllegalArgumentException if a control character, or a space in the target or in a name, would break the request's
     *     lines (RFC 9112 11.1)
     */
    public Attempt {
        require(!target.isEmpty() && target.chars().allMatch(Attempt::visible), "target", target);
        headers.lines().forEach(line -> {
            require(HttpToken.is(line.name()), "header name", line.name());
            require(line.value().chars().allMatch(Attempt::inLine), line.name(), line.value());
        });
    }

    private static void require(boolean valid, String key, String value) {
        if (!valid) {
            throw new IllegalArgumentException(
                    key + ": " + value.replaceAll("\\p{Cntrl}", "?") + " (expected: no control character)");
        }
    }

    private static boolean visible(int character) {
        return character > ' ' && character != 0x7f;
    }

    private static boolean inLine(int character) {
        return (character >= ' ' && character != 0x7f) || character == '\t';
    }
}
