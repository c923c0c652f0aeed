package org.sluice.web.wire;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Grizzly under Catalina, as Payara has it. Seen in Payara 6.2025:
 *
 * <ul>
 *   <li>Bytes that came in one packet with the handshake wait in the request's buffer, and no listener call announces them:
 *       the stream must be asked once, right after the listener is set.
 *   <li>What is written stays in the response's buffer until it is flushed.
 *   <li>{@code WebConnection.close()} ends the request in order, and closes the socket once all is out. It does not reset;
 *       so a reset goes to the connection's channel.
 * </ul>
 */
final class GrizzlyWire implements ServerWire {
    @Override
    public boolean readsAtOnce() {
        return true;
    }

    @Override
    public void write(ServletOutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    @Override
    public void reset(WebConnection connection) {
        try {
            Object request = Reflected.field(connection, "request");
            Object grizzly = Reflected.follow(request, "getCoyoteRequest", "getContext", "getConnection");
            SocketChannel socket = (SocketChannel) Reflected.follow(grizzly, "getChannel");
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            grizzly.getClass().getMethod("terminateSilently").invoke(grizzly);
        } catch (ReflectiveOperationException | ClassCastException | IOException e) {
            ServerWire.super.reset(connection);
        }
    }
}
