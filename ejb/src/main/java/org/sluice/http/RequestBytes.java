package org.sluice.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.handshake.OpeningRules;

/** The bytes of a request but for its body: its head, and what stands between chunks (RFC 9112 3, 5, 7.1). Stateless. */
final class RequestBytes {
    private static final byte[] LINE_END = "\r\n".getBytes(ISO_8859_1);

    /** Trailers that would be taken for something else (RFC 9110 6.5.1). */
    private static final Set<String> NO_TRAILERS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        NO_TRAILERS.addAll(Set.of("Transfer-Encoding", "Content-Length", "Host", "Trailer", "Connection", "Expect"));
        NO_TRAILERS.addAll(
                Set.of("Authorization", "Cookie", "Content-Type", "Content-Encoding", "Content-Range", "TE"));
    }

    private RequestBytes() {}

    static ByteBuffer head(PlainRequest request, MemberOrder order) {
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ').append(order.target()).append(" HTTP/1.1\r\n");
        order.headers().lines().forEach(line -> append(head, line));
        if (request.length() == PlainRequest.CHUNKED) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (request.length() > 0
                || request.from().headers().first("Content-Length").isPresent()) {
            head.append("Content-Length: ").append(request.length()).append("\r\n");
        }
        return bytes(head.append("\r\n"));
    }

    /** What stands before a chunk of so many bytes. */
    static ByteBuffer chunk(int size, boolean first) {
        return bytes(new StringBuilder(12)
                .append(first ? "" : "\r\n")
                .append(Integer.toHexString(size))
                .append("\r\n"));
    }

    /** What stands behind the last chunk. */
    static ByteBuffer last(boolean first, Headers trailers) {
        StringBuilder end = new StringBuilder(first ? "" : "\r\n").append("0\r\n");
        trailers.lines().stream().filter(RequestBytes::isTrailer).forEach(line -> append(end, line));
        return bytes(end.append("\r\n"));
    }

    /** Nothing to send. */
    static ByteBuffer none() {
        return ByteBuffer.wrap(LINE_END, 0, 0);
    }

    private static boolean isTrailer(Header line) {
        return OpeningRules.isWellFormed(line) && !NO_TRAILERS.contains(line.name());
    }

    private static void append(StringBuilder head, Header line) {
        head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }

    /** One byte for each character; only if a server has decoded its request by itself, UTF-8 gives the bytes back. */
    private static ByteBuffer bytes(StringBuilder text) {
        boolean narrow = text.chars().allMatch(character -> character <= 0xff);
        return ByteBuffer.wrap(text.toString().getBytes(narrow ? ISO_8859_1 : UTF_8));
    }
}
