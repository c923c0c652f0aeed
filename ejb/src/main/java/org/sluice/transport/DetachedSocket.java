package org.sluice.transport;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket that its server has let go, with all that the server had read of it. Belongs to whom it is given.
 *
 * @param socket registered with no selector, or no longer
 * @param early what is to be read before anything that comes from the socket, ready to be read; plaintext
 * @param tls null if the connection has none
 */
public record DetachedSocket(SocketChannel socket, ByteBuffer early, @Nullable EstablishedTls tls) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** One without TLS, of which nothing was read. */
    public static DetachedSocket plain(SocketChannel socket) {
        return plain(socket, NOTHING);
    }

    /** One without TLS. */
    public static DetachedSocket plain(SocketChannel socket, ByteBuffer early) {
        return new DetachedSocket(socket, early, null);
    }
}
