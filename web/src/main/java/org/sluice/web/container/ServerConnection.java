package org.sluice.web.container;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/**
 * A client's connection that somebody else reads and writes, such as the server's own WebSocket container: what the server
 * queues for it is bounded where the server must be told to, and it can be dropped.
 */
public final class ServerConnection {
    private final WebConnection connection;
    private final ServerWire server;

    /**
     * For {@code connection}, which is bounded already.
     *
     * @param server what its server needs differently
     */
    public ServerConnection(WebConnection connection, ServerWire server) {
        this.connection = connection;
        this.server = server;
    }

    /** Where it is read from. */
    public ServletInputStream input() throws IOException {
        return server.input(connection);
    }

    /** Where it is written to. */
    public ServletOutputStream output() throws IOException {
        return connection.getOutputStream();
    }

    /** Ends it in order. May be called wherever the server calls its listeners, and may be done a moment later. */
    public void end() throws IOException {
        server.end(connection);
    }

    /** Runs {@code task} where none of the server's locks is held, soon. */
    public void aside(Runnable task) {
        server.aside(task);
    }

    /** The server is done with it. */
    public void ended() {
        server.ended();
    }

    /** Drops it at once, with RST where the server lets us. */
    public void reset() {
        server.reset(connection);
    }
}
