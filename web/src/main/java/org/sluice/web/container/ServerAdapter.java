package org.sluice.web.container;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * Everything that is specific to one server. One object for each known server, created once and used by any thread. Each
 * method looks up everything it needs before it changes anything, and throws if the server is built differently: the
 * caller then falls back to what the specifications of Servlet and WebSocket offer, and logs why.
 */
public interface ServerAdapter {
    /**
     * Whether {@code object}, a request, a connection or a session without wrappers, belongs to this server, by its
     * class.
     */
    boolean recognises(Object object);

    /**
     * What this server offers for a request beyond the Servlet API.
     *
     * @param request the request that the servlet was called with
     * @param unwrapped the server's own request behind all wrappers
     */
    ServerRequest request(HttpServletRequest request, ServletRequest unwrapped) throws ReflectiveOperationException;

    /**
     * How to use an upgraded connection of this server on the server's streams.
     *
     * @throws IOException if the connection is gone
     */
    ServerWire wire(WebConnection connection) throws ReflectiveOperationException, IOException;

    /**
     * Prepares to take a connection out of the server after the 101.
     *
     * @param anyVersion whether a version that was never tried will do
     * @throws NotTransferable if the connection must stay; it is unchanged
     */
    SocketExit exit(WebConnection connection, boolean anyVersion) throws ReflectiveOperationException, NotTransferable;

    /**
     * Prepares to take a connection out of the server before any answer.
     *
     * @param unwrapped the server's own request behind all wrappers
     * @param response the server's own response behind all wrappers
     * @param anyVersion whether a version that was never tried will do
     * @throws NotTransferable if the connection must stay; it is unchanged
     */
    EarlyHandOver earlyHandOver(ServletRequest unwrapped, HttpServletResponse response, boolean anyVersion)
            throws ReflectiveOperationException, NotTransferable;

    /**
     * The socket of a request's connection, which stays the server's, to watch whether the client is still connected.
     * Only for HTTP/1.1, where a connection has one request at a time.
     *
     * @param unwrapped the server's own request behind all wrappers
     */
    SocketChannel socket(ServletRequest unwrapped) throws ReflectiveOperationException;

    /**
     * How to use a WebSocket session of this server.
     *
     * @param connection what is known of the connection below the session
     */
    ServerSession session(Session session, SessionConnection connection) throws ReflectiveOperationException;

    /**
     * Has a client's frames checked before the server's WebSocket container reads the first of them, where that is not
     * possible on the streams of an upgraded connection. On the request's thread, after the upgrade and before the
     * request ends.
     *
     * @param unwrapped the server's own request behind all wrappers
     * @param maxFrame the largest payload in bytes; 0 for no limit
     */
    default void checkFrames(ServletRequest unwrapped, long maxFrame, ClientByteListener listener)
            throws ReflectiveOperationException {}
}
