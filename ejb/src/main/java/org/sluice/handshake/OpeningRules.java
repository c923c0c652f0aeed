package org.sluice.handshake;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Checks a client's opening handshake by RFC 6455 4.2.1, and refuses what two implementations may read differently (RFC 9112
 * 6.3: a body, or a repeated header that must be unique). Stateless.
 */
public final class OpeningRules {
    /** The only version (RFC 6455 4.1, 11.6). */
    public static final String VERSION = "13";

    private static final int KEY_BYTES = 16;

    private OpeningRules() {}

    /** Whether a request wants to be a handshake, right or wrong; any other one is plain HTTP. */
    public static boolean isAttempt(Headers headers) {
        return headers.lists("Upgrade", "websocket")
                || headers.first("Sec-WebSocket-Key").isPresent();
    }

    /**
     * Checks a request.
     *
     * @param method as in the request line
     * @param protocol {@code HTTP/1.1}, as the server names it
     * @param headers all of them
     * @return the fault; empty if there is none
     */
    public static Optional<HandshakeFault> faultOf(String method, String protocol, Headers headers) {
        if (!method.equals("GET")) {
            return fault(405, "A WebSocket handshake is a GET", new Headers(List.of(new Header("Allow", "GET"))));
        }
        if (!protocol.equals("HTTP/1.1")) {
            return fault("A WebSocket handshake needs HTTP/1.1");
        }
        for (Header line : headers.lines()) {
            if (!isWellFormed(line)) {
                return fault("A header is malformed");
            }
        }
        if (headers.all("Host").size() != 1) {
            return fault("Exactly one Host header is needed");
        }
        if (!headers.lists("Upgrade", "websocket")) {
            return fault("Upgrade: websocket is missing");
        }
        if (!headers.lists("Connection", "Upgrade")) {
            return fault("Connection: Upgrade is missing");
        }
        return faultOfBody(headers).or(() -> faultOfWebSocketHeaders(headers));
    }

    private static Optional<HandshakeFault> faultOfBody(Headers headers) {
        boolean body = headers.first("Transfer-Encoding").isPresent();
        for (String length : headers.all("Content-Length")) {
            body |= !length.strip().equals("0");
        }
        return body ? fault("A WebSocket handshake has no body") : Optional.empty();
    }

    private static Optional<HandshakeFault> faultOfWebSocketHeaders(Headers headers) {
        List<String> versions = headers.all("Sec-WebSocket-Version");
        if (versions.size() != 1 || !versions.get(0).strip().equals(VERSION)) {
            return fault(
                    426,
                    "Sec-WebSocket-Version must be " + VERSION,
                    new Headers(List.of(
                            new Header("Sec-WebSocket-Version", VERSION),
                            new Header("Upgrade", "websocket"),
                            new Header("Connection", "Upgrade"))));
        }
        List<String> keys = headers.all("Sec-WebSocket-Key");
        if (keys.size() != 1 || !isKey(keys.get(0).strip())) {
            return fault("Sec-WebSocket-Key must be 16 bytes in base64");
        }
        return Optional.empty();
    }

    /**
     * A name must be a token, and a value must have no control character except tab (RFC 9110 5.1, 5.5); some servers do not
     * check this.
     */
    public static boolean isWellFormed(Header line) {
        String name = line.name();
        for (int i = 0; i < name.length(); i++) {
            if (!isTokenSign(name.charAt(i))) {
                return false;
            }
        }
        String value = line.value();
        for (int i = 0; i < value.length(); i++) {
            char sign = value.charAt(i);
            if ((sign < ' ' && sign != '\t') || sign == 0x7F) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isTokenSign(int sign) {
        return (sign >= '0' && sign <= '9')
                || (sign >= 'A' && sign <= 'Z')
                || (sign >= 'a' && sign <= 'z')
                || "!#$%&'*+-.^_`|~".indexOf(sign) >= 0;
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<HandshakeFault> fault(String message) {
        return fault(400, message, Headers.none());
    }

    private static Optional<HandshakeFault> fault(int status, String message, Headers headers) {
        return Optional.of(new HandshakeFault(status, message, headers));
    }
}
