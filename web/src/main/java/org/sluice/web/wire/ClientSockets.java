package org.sluice.web.wire;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.sluice.web.container.ServerAdapter;

/** Finds the sockets of clients that wait on request threads. Any thread. */
public final class ClientSockets {
    private ClientSockets() {}

    /**
     * The socket of a request's connection, which stays the server's; empty where the server does not show it. On the request's
     * thread.
     */
    public static Optional<SocketChannel> of(HttpServletRequest request) {
        ServletRequest own = Servers.unwrapped(request);
        try {
            Optional<ServerAdapter> adapter = Servers.of(own);
            return adapter.isPresent() ? Optional.of(adapter.get().socket(own)) : Optional.empty();
        } catch (ReflectiveOperationException | ClassCastException e) {
            return Optional.empty(); // its handshake waits, whether the client does or not
        }
    }
}
