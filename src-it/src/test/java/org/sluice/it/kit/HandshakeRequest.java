package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A handshake as it goes over the wire (RFC 6455 4.1), right or wrong. Immutable; each method gives a changed copy.
 *
 * @param lines header lines as written, without {@code Host} unless the test set one
 */
public record HandshakeRequest(String method, String target, String version, List<String> lines) {
    public HandshakeRequest {
        lines = List.copyOf(lines);
    }

    /** A faultless handshake. */
    public static HandshakeRequest on(String target) {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        return new HandshakeRequest(
                "GET",
                target,
                "HTTP/1.1",
                List.of(
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(key),
                        "Sec-WebSocket-Version: 13"));
    }

    /** A plain HTTP request. */
    public static HandshakeRequest get(String target) {
        return new HandshakeRequest("GET", target, "HTTP/1.1", List.of());
    }

    public HandshakeRequest method(String other) {
        return new HandshakeRequest(other, target, version, lines);
    }

    public HandshakeRequest version(String other) {
        return new HandshakeRequest(method, target, other, lines);
    }

    /** One more header line. */
    public HandshakeRequest header(String name, String value) {
        return line(name + ": " + value);
    }

    /** One more line between the request line and the empty line, as it is. */
    public HandshakeRequest line(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new HandshakeRequest(method, target, version, more);
    }

    public HandshakeRequest without(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return new HandshakeRequest(
                method,
                target,
                version,
                lines.stream()
                        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith(start))
                        .toList());
    }

    public HandshakeRequest replace(String name, String value) {
        return without(name).header(name, value);
    }

    public String key() {
        return new HeaderLines(lines).first("Sec-WebSocket-Key").orElse("");
    }

    /** The bytes of the request, with {@code authority} as its Host unless the test chose another one. */
    public byte[] bytes(String authority) {
        StringBuilder head = new StringBuilder(method + " " + target + " " + version + "\r\n");
        if (new HeaderLines(lines).first("Host").isEmpty()) {
            head.append("Host: ").append(authority).append("\r\n");
        }
        lines.forEach(line -> head.append(line).append("\r\n"));
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }
}
