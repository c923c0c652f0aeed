package org.sluice.web.wire;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/**
 * A client's connection that somebody else reads and writes, such as the server's own WebSocket container: what the server
 * queues for it is bounded where the server must be told to, and it can be dropped.
 */
public final class TakenConnection {
    private final WebConnection connection;
    private final ServerWire server;

    /**
     * Bounds it.
     *
     * @throws IOException if it is gone already
     */
    public TakenConnection(WebConnection connection) throws IOException {
        this.connection = connection;
        this.server = ServerWire.of(connection);
    }

    /**
     * Ends our side in order, behind what the server has written. Waits for nothing but the server.
     *
     * @throws IOException if it is gone already
     */
    public void finish() throws IOException {
        server.finish(connection, connection.getOutputStream());
    }

    /** Drops it at once, with RST where the server lets us. */
    public void reset() {
        server.reset(connection);
    }
}
