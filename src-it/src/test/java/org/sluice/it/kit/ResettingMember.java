package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A member that answers the first bytes, even those of TLS, with an HTTP 400, as plain servers do. Has one thread. */
public final class ResettingMember implements Closeable {
    private static final byte[] ANSWER =
            "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1);

    private final ServerSocket listening;

    private ResettingMember(ServerSocket listening) {
        this.listening = listening;
    }

    public static ResettingMember listening(int port) throws IOException {
        var member = new ResettingMember(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
        var thread = new Thread(member::serve, "member-blunt");
        thread.setDaemon(true);
        thread.start();
        return member;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                if (socket.getInputStream().read(new byte[16 << 10]) >= 0) {
                    socket.getOutputStream().write(ANSWER);
                }
            } catch (IOException e) {
                // Closed, or a client that left: the loop's condition knows.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
