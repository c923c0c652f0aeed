package org.sluice.backend;

import java.time.Duration;
import org.sluice.handshake.Headers;
import org.sluice.transport.Destination;

/**
 * One try at one member. One that exists can be written as an HTTP request without becoming two.
 *
 * @param destination where the member listens
 * @param target the raw request target, sent as it is: one character for one byte
 * @param headers all end-to-end header lines to send, Host and Origin, Sec-WebSocket-Protocol and -Extensions among
 *     them. What this room writes itself (Upgrade, Connection, Sec-WebSocket-Key and -Version) is left out if it is here.
 * @param connectTimeout for names, TCP and TLS
 * @param handshakeTimeout from the open connection to the end of the answer's head; spent again, at most, on the body of
 *     a refusal
 * @param maxHeaderBytes of the answer: status line and header lines, interim answers included
 */
public record Attempt(
        Destination destination,
        String target,
        Headers headers,
        Duration connectTimeout,
        Duration handshakeTimeout,
        int maxHeaderBytes) {

    /**
     * Checks what becomes a line of the request.
     *
     * @throws IllegalArgumentException if a control character, or a space in the target or in a name, would break the
     *     request's lines (RFC 9112 11.1)
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
