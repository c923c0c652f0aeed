package org.sluice.backend;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.handshake.Header;

/** Writes a handshake request (RFC 6455 4.1): the given header lines, and the four that Tyrus creates. */
final class RequestHead {
    /** Created anew for each connection. */
    private static final List<String> OURS =
            List.of("Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version");

    /**
     * Headers of the client that are not sent: those replaced by ours, and those that announce a body, because none follows.
     */
    private static final Set<String> NOT_THEIRS = insensitive(OURS, "Content-Length", "Transfer-Encoding");

    private RequestHead() {}

    /**
     * Writes the head.
     *
     * @param made the headers of the request that Tyrus created
     */
    static ByteBuffer of(Attempt attempt, Map<String, List<String>> made) {
        var head = new StringBuilder(512);
        head.append("GET ").append(attempt.target()).append(" HTTP/1.1\r\n");
        for (Header line : attempt.headers().lines()) {
            if (!NOT_THEIRS.contains(line.name())) {
                append(head, line.name(), line.value());
            }
        }
        for (String name : OURS) {
            append(head, name, String.join(", ", made.getOrDefault(name, List.of())));
        }
        return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(charsetOf(head)));
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /**
     * One byte for each character. If the server has decoded the request, characters above 255 are encoded as UTF-8, which
     * restores the original bytes.
     */
    private static Charset charsetOf(CharSequence head) {
        for (int i = 0; i < head.length(); i++) {
            if (head.charAt(i) > 0xff) {
                return StandardCharsets.UTF_8;
            }
        }
        return StandardCharsets.ISO_8859_1;
    }

    private static Set<String> insensitive(Collection<String> names, String... more) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(names);
        all.addAll(List.of(more));
        return all;
    }
}
