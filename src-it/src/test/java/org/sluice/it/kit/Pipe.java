package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Hands a connection to another process on this machine, byte by byte: {@code /pipe?port=}. */
final class Pipe {
    private Pipe() {}

    static void play(Conversation with) throws IOException, InterruptedException {
        int port = with.request().number("port", 0);
        try (Socket other = new Socket(InetAddress.getLoopbackAddress(), port)) {
            other.getOutputStream().write(with.request().head().getBytes(ISO_8859_1));
            Thread back = new Thread(null, () -> copyQuietly(other, with.socket()), "member-pipe", 128 << 10);
            back.setDaemon(true);
            back.start();
            copy(with.in(), other.getOutputStream());
            other.shutdownOutput();
            back.join();
        }
        with.visit().ended(Ending.FIN);
    }

    private static void copyQuietly(Socket from, Socket to) {
        try {
            copy(from.getInputStream(), to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two is gone; the other direction sees it too and ends the connection.
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        from.transferTo(to);
    }
}
