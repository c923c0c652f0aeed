package org.sluice.it.kit;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** What the two ends have in common. */
final class Sockets {
    private Sockets() {}

    /** Drops the connection: whatever was not yet sent is lost and the peer sees a reset. Harmless when repeated. */
    static void reset(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // Closed already.
        }
        socket.close();
    }
}
