package org.sluice.web.message;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.sluice.web.container.ServerConnection;

/**
 * A connection whose input is judged, and told to a watcher, before the server's WebSocket container reads it. Tyrus closes it
 * wherever it pleases, in a listener of the server's too; it ends where that does no harm.
 */
final class ValidatedConnection implements WebConnection {
    private final ServerConnection connection;
    private final ValidatingInput input;

    ValidatedConnection(ServerConnection connection, ValidatingInput input) {
        this.connection = connection;
        this.input = input;
    }

    @Override
    public ServletInputStream getInputStream() {
        return input;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return connection.output();
    }

    @Override
    public void close() throws IOException {
        connection.end();
    }
}
