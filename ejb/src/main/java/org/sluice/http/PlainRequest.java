package org.sluice.http;

import java.util.Set;
import org.sluice.handshake.Handshake;

/**
 * A request that is no WebSocket handshake. Immutable.
 *
 * @param method as written
 * @param from who asks for what
 * @param length of its body in bytes; {@link #CHUNKED} if its end alone will show
 */
public record PlainRequest(String method, Handshake from, long length) {
    /** A body whose length is not known. */
    public static final long CHUNKED = -1;

    /** RFC 9110 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    /** Whether it can be sent again, for all that is known, without more coming of it than of one. */
    public boolean mayRepeat() {
        return length == 0 && IDEMPOTENT.contains(method);
    }

    /** Whether no answer to it has a body. */
    public boolean isHead() {
        return method.equals("HEAD");
    }
}
