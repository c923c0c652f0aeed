package org.sluice.web.container;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/**
 * A client's connection that the server's own WebSocket container reads and writes: the server's queue for it is bounded,
 * and it can be dropped.
 */
public final class ServerConnection {
    private final WebConnection connection;
    private final ServerWire server;

    /**
     * For {@code connection}, whose queue is bounded already.
     *
     * @param server how to use a connection of its server
     */
    public ServerConnection(WebConnection connection, ServerWire server) {
        this.connection = connection;
        this.server = server;
    }

    /** The stream to read from. */
    public ServletInputStream input() throws IOException {
        return server.input(connection);
    }

    /** The stream to write to. */
    public ServletOutputStream output() throws IOException {
        return connection.getOutputStream();
    }

    /** Ends it in order. May be called inside a listener of the server's, and may take effect later. */
    public void end() throws IOException {
        server.end(connection);
    }

    /** Runs {@code task} soon on a thread that holds none of the server's locks. */
    public void aside(Runnable task) {
        server.aside(task);
    }

    /** The server has ended it. */
    public void ended() {
        server.ended();
    }

    /** Drops it at once, with RST where the server allows that. */
    public void reset() {
        server.reset(connection);
    }

    /** Whether a read that failed with {@code thrown} means no more than that the client has ended its side. */
    public boolean isEnd(Throwable thrown) {
        return server.isEnd(thrown);
    }
}
