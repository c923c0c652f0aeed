package org.sluice.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

/** Encodes the heads of answers (RFC 9112 4). */
final class AnswerLines {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(101, "Switching Protocols"),
            Map.entry(200, "OK"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(308, "Permanent Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(426, "Upgrade Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private AnswerLines() {}

    /** The 101 (RFC 6455 4.2.2). */
    static ByteBuffer switching(String accept, Headers headers) {
        StringBuilder head = begun(101);
        append(head, "Upgrade", "websocket");
        append(head, "Connection", "Upgrade");
        append(head, "Sec-WebSocket-Accept", accept);
        return ended(head, headers);
    }

    /**
     * The head of the last answer of a connection.
     *
     * @param headers the header lines, those that frame the body included
     */
    static ByteBuffer last(int status, Headers headers) {
        StringBuilder head = begun(status);
        if (headers.first("Date").isEmpty()) {
            append(head, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        }
        String more = headers.first("Connection").map(", "::concat).orElse(""); // with Upgrade (RFC 9110 7.8)
        append(head, "Connection", "close" + more);
        return ended(head, headers.without("Connection"));
    }

    /** The complete answer for a client if the body of the member's answer failed before anything was written. */
    static ByteBuffer brokenOff(IOException why) {
        boolean late = why instanceof SocketTimeoutException;
        byte[] body = (late ? "the member's answer took too long" : "the member's answer broke off")
                .concat(System.lineSeparator())
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer head = last(
                late ? 504 : 502,
                Headers.none()
                        .with("Content-Type", "text/plain;charset=UTF-8")
                        .with("Content-Length", Integer.toString(body.length)));
        return ByteBuffer.allocate(head.remaining() + body.length)
                .put(head)
                .put(body)
                .flip();
    }

    private static StringBuilder begun(int status) {
        return new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(REASONS.getOrDefault(status, ""))
                .append("\r\n");
    }

    private static ByteBuffer ended(StringBuilder head, Headers headers) {
        for (Header line : headers.lines()) {
            append(head, line.name(), line.value());
        }
        return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Writes one byte for each character; control characters, which could begin another line, become spaces (RFC 9112 11.1).
     */
    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ");
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            head.append(Character.isISOControl(character) && character != '\t' && character < 0x80 ? ' ' : character);
        }
        head.append("\r\n");
    }
}
