package org.sluice.web.payara;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.ServerWire;

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
 *   <li>Neither an end in order nor a reset may be ordered under a lock of the server's, as listeners are called, nor by {@code
 *       WebConnection.close()} ({@link CatalinaEnd}). Grizzly's connection closes its socket once all is out; it does not reset,
 *       so a reset goes to its channel.
 *   <li>Its TLS filter loses what a client sends right before its {@code close_notify} ({@link CloseNotifyEngine}).
 *   <li>It looks at a client's socket only when it is asked for more than it has, so the end of a connection never comes before
 *       what stands in front of it. It closes the socket when it finds the end, and tells of FIN and RST by the same exception.
 * </ul>
 */
final class GrizzlyWire implements ServerWire {
    /** How many bytes the server may hold for a client that does not take them. */
    private static final int QUEUE = 64 * 1024;

    private static final String TLS = "org.glassfish.grizzly.ssl.SSLUtils";
    private static final String CONNECTION = "org.glassfish.grizzly.Connection";

    private final @Nullable Object grizzly;
    private final CatalinaEnd end;
    /** Null without TLS. */
    private final @Nullable CloseNotifyEngine engine;

    GrizzlyWire(@Nullable Object grizzly, CatalinaEnd end, @Nullable CloseNotifyEngine engine) {
        this.grizzly = grizzly;
        this.end = end;
        this.engine = engine;
    }

    /**
     * For {@code connection}, on its request's thread, before anybody reads. On a Payara that keeps its connection elsewhere, the
     * server's own bound holds.
     *
     * @throws ReflectiveOperationException if it is no connection of Catalina's that we know
     */
    static ServerWire of(WebConnection connection) throws ReflectiveOperationException {
        Object request = Reflection.field(connection, "request");
        CatalinaEnd end = CatalinaEnd.of(connection, request);
        try {
            Object grizzly = Reflection.follow(request, "getCoyoteRequest", "getContext", "getConnection");
            grizzly.getClass().getMethod("setMaxAsyncWriteQueueSize", int.class).invoke(grizzly, QUEUE);
            tellOfEnd(grizzly, () -> end.closedBelow(connection));
            return new GrizzlyWire(grizzly, end, marked(grizzly));
        } catch (ReflectiveOperationException e) {
            Journal.event("wire-unbounded")
                    .saying("the server queues as much as it likes")
                    .because(e)
                    .warn();
        }
        return new GrizzlyWire(null, end, null);
    }

    /** Behind those who have listened before: Grizzly's own response. Nothing in a Grizzly that tells nobody. */
    private static void tellOfEnd(Object grizzly, Runnable told) throws ReflectiveOperationException {
        ClassLoader server = grizzly.getClass().getClassLoader();
        Class<?> listener;
        try {
            listener = Class.forName("org.glassfish.grizzly.CloseListener", true, server);
        } catch (ClassNotFoundException e) {
            return;
        }
        Object telling = Proxy.newProxyInstance(server, new Class<?>[] {listener}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() != Object.class) {
                told.run();
                return null;
            }
            return method.getName().equals("equals")
                    ? proxy == arguments[0]
                    : method.invoke(told, arguments == null ? new Object[0] : arguments);
        });
        Reflection.method(grizzly, "addCloseListener", listener).invoke(grizzly, telling);
    }

    /** The engine that marks the client's end, in the place of the one that does not. */
    private static @Nullable CloseNotifyEngine marked(Object grizzly) throws ReflectiveOperationException {
        try {
            Object own =
                    Reflection.ofClass(grizzly, TLS, "getSSLEngine", CONNECTION).invoke(null, grizzly);
            if (own instanceof SSLEngine engine) {
                CloseNotifyEngine marking = new CloseNotifyEngine(engine);
                Reflection.ofClass(grizzly, TLS, "setSSLEngine", CONNECTION, SSLEngine.class.getName())
                        .invoke(null, grizzly, marking);
                return marking;
            }
        } catch (ClassNotFoundException e) {
            // a Grizzly without TLS
        }
        return null;
    }

    @Override
    public ServletInputStream input(WebConnection connection) throws IOException {
        CloseNotifyEngine marking = engine;
        ServletInputStream in = connection.getInputStream();
        return marking == null ? in : new EndMarkedInput(in, marking);
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
    public void finish(WebConnection connection, ServletOutputStream out) {
        end(connection);
    }

    @Override
    public void end(WebConnection connection) {
        Object own = grizzly;
        end.close(
                own == null
                        ? connection::close
                        : () -> Reflection.method(own, "closeSilently").invoke(own));
    }

    @Override
    public void ended() {
        end.isOver();
    }

    @Override
    public void aside(Runnable task) {
        end.aside(task);
    }

    /** Grizzly says so for a FIN and for a RST. */
    @Override
    public boolean isEnd(Throwable thrown) {
        return thrown instanceof EOFException || thrown instanceof CancellationException;
    }

    @Override
    public void reset(WebConnection connection) {
        end.reset(() -> resetNow(connection));
    }

    private void resetNow(WebConnection connection) throws Exception {
        Object own = grizzly;
        if (own == null) {
            connection.close();
            return;
        }
        try {
            ((SocketChannel) Reflection.follow(own, "getChannel")).setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (ReflectiveOperationException | IOException e) {
            // then it ends without RST
        }
        try {
            Reflection.method(own, "terminateSilently").invoke(own);
        } catch (ReflectiveOperationException e) {
            // it is as gone as it can be
        }
    }
}
