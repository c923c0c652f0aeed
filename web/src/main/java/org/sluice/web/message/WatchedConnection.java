package org.sluice.web.message;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/** A connection whose input is judged, and told to a watcher, before the server's WebSocket container reads it. */
final class WatchedConnection implements WebConnection {
    private final WebConnection connection;
    private final long maxFrame;
    private final Watcher watcher;

    WatchedConnection(WebConnection connection, long maxFrame, Watcher watcher) {
        this.connection = connection;
        this.maxFrame = maxFrame;
        this.watcher = watcher;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new JudgedInput(connection.getInputStream(), maxFrame, watcher);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return connection.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
