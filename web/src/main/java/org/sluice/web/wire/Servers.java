package org.sluice.web.wire;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sluice.journal.Journal;
import org.sluice.web.container.ClientByteListener;
import org.sluice.web.container.ServerAdapter;
import org.sluice.web.container.ServerConnection;
import org.sluice.web.container.ServerRequest;
import org.sluice.web.container.ServerSession;
import org.sluice.web.container.ServerWire;
import org.sluice.web.container.SessionConnection;
import org.sluice.web.payara.PayaraAdapter;
import org.sluice.web.undertow.UndertowAdapter;

/**
 * The one place that recognises the server. What a server that is not known, or is built differently, can do is what the
 * specifications promise. Any thread.
 */
public final class Servers {
    private static final List<ServerAdapter> KNOWN = List.of(new UndertowAdapter(), new PayaraAdapter());

    private Servers() {}

    /** The adapter of the server that made {@code object}: a request, a connection or a session; empty for an unknown server. */
    static Optional<ServerAdapter> of(Object object) {
        return KNOWN.stream().filter(adapter -> adapter.recognises(object)).findFirst();
    }

    /** What the server knows of {@code request} beyond the Servlet API. */
    public static ServerRequest request(HttpServletRequest request) {
        ServletRequest own = unwrapped(request);
        Optional<ServerAdapter> adapter = of(own);
        try {
            if (adapter.isPresent()) {
                return adapter.get().request(request, own);
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            Journal.event("wire-request-unknown")
                    .with("request", nameOf(own))
                    .because(e)
                    .warn();
        }
        return new ServerRequest.Portable(request);
    }

    /**
     * What an upgraded connection needs differently on its server's streams.
     *
     * @throws IOException if the connection is gone
     */
    static ServerWire wire(WebConnection connection) throws IOException {
        Optional<ServerAdapter> adapter = of(connection);
        try {
            if (adapter.isPresent()) {
                return adapter.get().wire(connection);
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            Journal.event("wire-unknown")
                    .with("connection", nameOf(connection))
                    .because(e)
                    .warn();
        }
        return new ServerWire() {};
    }

    /**
     * An upgraded connection that the server's own WebSocket container reads and writes.
     *
     * @throws IOException if the connection is gone
     */
    public static ServerConnection connection(WebConnection connection) throws IOException {
        return new ServerConnection(connection, wire(connection));
    }

    /** What a session of the server's WebSocket container needs differently. */
    public static ServerSession session(Session session, SessionConnection connection) {
        Optional<ServerAdapter> adapter = of(session);
        try {
            if (adapter.isPresent()) {
                return adapter.get().session(session, connection);
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            Journal.event("session-unknown")
                    .with("session", nameOf(session))
                    .because(e)
                    .warn();
        }
        return new ServerSession.Plain(session);
    }

    /**
     * Has a client's frames checked before the server's WebSocket container reads the first of them, on a server that needs it. On
     * the request's thread, behind the upgrade.
     *
     * @param maxFrame the largest payload in bytes; 0 for no limit
     */
    public static void checkFrames(HttpServletRequest request, long maxFrame, ClientByteListener listener) {
        ServletRequest own = unwrapped(request);
        Optional<ServerAdapter> adapter = of(own);
        try {
            if (adapter.isPresent()) {
                adapter.get().checkFrames(own, maxFrame, listener);
            }
        } catch (ReflectiveOperationException e) {
            Journal.event("session-unknown").because(e).warn();
        }
    }

    /** The server's own request behind all wrappers. */
    static ServletRequest unwrapped(ServletRequest request) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return own;
    }

    /** The server's own response behind all wrappers. */
    static ServletResponse unwrapped(ServletResponse response) {
        ServletResponse own = response;
        while (own instanceof ServletResponseWrapper wrapper) {
            own = wrapper.getResponse();
        }
        return own;
    }

    private static String nameOf(Object object) {
        return object.getClass().getName();
    }
}
