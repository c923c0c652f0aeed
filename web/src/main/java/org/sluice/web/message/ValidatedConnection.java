package org.sluice.web.message;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.sluice.web.container.ServerConnection;

/**
 * A connection whose input is validated before the server's WebSocket container reads it. Tyrus may close it anywhere,
 * even inside a listener of the server's; so it is ended where no lock is held.
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
