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
 *   <li>{@code isReady()} stays true until four times the socket's send buffer is queued, which on an automatic buffer is
 *       megabytes for each client that stands still. The queue is bounded here, for this connection alone.
 *   <li>When a client's connection ends, the server closes the streams, recycles them and gives them to other requests;
 *       it calls {@code destroy()} before that (see {@link ServletLeg#detach}).
 *   <li>{@code WebConnection.close()} ends the request in order, and closes the socket once all is out. It does not reset;
 *       so a reset goes to the connection's channel.
 * </ul>
 */
final class GrizzlyWire implements ServerWire {
    /** How many bytes the server may hold for a client that does not take them. */
    private static final int QUEUE = 64 * 1024;

    private GrizzlyWire() {}

    /** For {@code connection}. On a Payara that keeps its connection elsewhere, the server's own bound holds. */
    static ServerWire of(WebConnection connection) {
        try {
            Object grizzly = grizzly(connection);
            grizzly.getClass().getMethod("setMaxAsyncWriteQueueSize", int.class).invoke(grizzly, QUEUE);
        } catch (ReflectiveOperationException e) {
            System.getLogger("org.sluice.web.wire")
                    .log(System.Logger.Level.WARNING, "wire-unbounded  the server queues as much as it likes", e);
        }
        return new GrizzlyWire();
    }

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
            Object grizzly = grizzly(connection);
            SocketChannel socket = (SocketChannel) Reflected.follow(grizzly, "getChannel");
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            grizzly.getClass().getMethod("terminateSilently").invoke(grizzly);
        } catch (ReflectiveOperationException | ClassCastException | IOException e) {
            ServerWire.super.reset(connection);
        }
    }

    private static Object grizzly(WebConnection connection) throws ReflectiveOperationException {
        Object request = Reflected.field(connection, "request");
        return Reflected.follow(request, "getCoyoteRequest", "getContext", "getConnection");
    }
}
