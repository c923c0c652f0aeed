package org.sluice.http;

import java.util.Set;
import org.sluice.handshake.Handshake;

/**
 * An HTTP request that is not a WebSocket handshake. Immutable.
 *
 * @param method as written
 * @param from the client, the target and the headers
 * @param length of its body in bytes; {@link #CHUNKED} if not known before its end
 */
public record PlainRequest(String method, Handshake from, long length) {
    /** A body whose length is not known. */
    public static final long CHUNKED = -1;

    /** RFC 9110 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /** Whether it may be sent twice: it is idempotent and has no body. */
    public boolean mayRepeat() {
        return length == 0 && IDEMPOTENT.contains(method);
    }

    /** Whether it is a HEAD request, whose answer has no body. */
    public boolean isHead() {
        return method.equals("HEAD");
    }
}
