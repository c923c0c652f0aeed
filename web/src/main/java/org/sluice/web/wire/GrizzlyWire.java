package org.sluice.web.wire;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

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
 *   <li>A request that is over serves other clients, and so does what can be reached from it: Grizzly's connection is looked up
 *       while it is this client's for certain, and never later. It alone is not used again.
 *   <li>{@code WebConnection.close()} ends the request in order, and closes the socket once all is out. It does not reset;
 *       so a reset goes to the connection's channel.
 * </ul>
 */
final class GrizzlyWire implements ServerWire {
    /** How many bytes the server may hold for a client that does not take them. */
    private static final int QUEUE = 64 * 1024;

    private final @Nullable Object grizzly;

    private GrizzlyWire(@Nullable Object grizzly) {
        this.grizzly = grizzly;
    }

    /**
     * For {@code connection}, whose request is not over yet. On a Payara that keeps its connection elsewhere, the server's own
     * bound holds.
     */
    static ServerWire of(WebConnection connection) {
        Object grizzly = null;
        try {
            grizzly = grizzly(connection);
            grizzly.getClass().getMethod("setMaxAsyncWriteQueueSize", int.class).invoke(grizzly, QUEUE);
        } catch (ReflectiveOperationException e) {
            System.getLogger("org.sluice.web.wire")
                    .log(System.Logger.Level.WARNING, "wire-unbounded  the server queues as much as it likes", e);
        }
        return new GrizzlyWire(grizzly);
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
        Object own = grizzly;
        if (own == null) {
            ServerWire.super.reset(connection);
            return;
        }
        try {
            ((SocketChannel) Reflected.follow(own, "getChannel")).setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (ReflectiveOperationException | IOException e) {
            // then it ends without RST
        }
        try {
            Reflected.method(own, "terminateSilently").invoke(own);
        } catch (ReflectiveOperationException e) {
            // it is as gone as it can be
        }
    }

    private static Object grizzly(WebConnection connection) throws ReflectiveOperationException {
        Object request = Reflected.field(connection, "request");
        return Reflected.follow(request, "getCoyoteRequest", "getContext", "getConnection");
    }
}
