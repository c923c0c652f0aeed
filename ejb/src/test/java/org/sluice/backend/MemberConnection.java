package org.sluice.backend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection of a {@link FakeMember}, seen from the member. */
final class MemberConnection {
    private final Socket socket;
    private final CountDownLatch gone = new CountDownLatch(1);
    private volatile String head = "";

    MemberConnection(Socket socket) {
        this.socket = socket;
    }

    /** The request line and the header lines as they came. */
    List<String> lines() {
        return Arrays.asList(head.split("\r\n", -1));
    }

    List<String> linesOf(String name) {
        return lines().stream().filter(line -> line.startsWith(name + ":")).toList();
    }

    String valueOf(String name) {
        return linesOf(name).get(0).substring(name.length() + 1).strip();
    }

    /** RFC 6455 4.2.2. */
    String acceptValue() {
        try {
            String text = valueOf("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    String goodAnswer(String more) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + acceptValue() + "\r\n" + more + "\r\n";
    }

    void say(String text) throws IOException {
        say(text.getBytes(ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void end() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits until the other side has given back its socket. */
    boolean isGone() throws InterruptedException {
        return gone.await(5, TimeUnit.SECONDS);
    }

    byte[] read(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    void drop() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    /** Reads the head of the request, byte by byte, and nothing behind it. */
    void readRequest() {
        var text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            while (text.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                text.append((char) next);
            }
        } catch (IOException e) {
            text.append("broken: ").append(e);
        }
        head = text.toString();
    }

    void answer(FakeMember.Script script) {
        try {
            script.play(this);
            if (!socket.isClosed()) {
                awaitEnd();
            }
        } catch (IOException e) {
            // reset by the other side: gone as well
        }
        gone.countDown();
        drop();
    }

    private void awaitEnd() throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // only the end counts
        }
    }
}
