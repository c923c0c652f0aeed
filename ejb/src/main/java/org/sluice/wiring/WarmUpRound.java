package org.sluice.wiring;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.admission.Admission;
import org.sluice.admission.LoopAdmission;
import org.sluice.admission.Outcome;
import org.sluice.admission.RoutedHandshake;
import org.sluice.handshake.AcceptKey;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.HandshakeFault;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.handshake.OpeningRules;
import org.sluice.transport.DetachedSocket;

/**
 * One round of the warm-up: several clients at the same time, each of which is admitted, has its frames echoed and closes in
 * order; the member refuses the last one. The calling thread plays clients and member.
 */
final class WarmUpRound {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String REFUSED = "/refused";
    private static final byte[] REFUSAL =
            ascii("HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno");
    private static final byte[] SWITCHING = ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Accept: ");

    /** Frames of text, one small, one with a longer length, and a close frame of 1000 (RFC 6455 5.2, 5.5.1). */
    private static final int[] SIZES = {5, 1000};

    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final byte[] NORMAL = {0x03, (byte) 0xE8};

    private final Admission admission;
    private final WarmUpSockets sockets;
    private final int count;

    WarmUpRound(Admission admission, WarmUpSockets sockets, int count) {
        this.admission = admission;
        this.sockets = sockets;
        this.count = count;
    }

    /** One end of a connection. */
    private record End(Socket socket, InputStream in) {
        End(Socket socket) throws IOException {
            this(socket, new BufferedInputStream(socket.getInputStream()));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
                head.append((char) next());
            }
            return head.toString();
        }

        /** Reads and drops {@code bytes} bytes. */
        void take(int bytes) throws IOException {
            in.skipNBytes(bytes);
        }

        void takeAll() throws IOException {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }

        private int next() throws IOException {
            int one = in.read();
            if (one < 0) {
                throw new EOFException("ended in a head");
            }
            return one;
        }
    }

    /**
     * Runs the round.
     *
     * @throws IOException if anything was not as expected
     */
    void run() throws IOException {
        List<End> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(begin(i == count - 1 ? REFUSED : "/warm?client=" + i));
        }
        End refused = clients.remove(count - 1);
        List<End> members = answer();
        refused.takeAll();
        sockets.close(refused.socket());
        for (End client : clients) {
            if (!client.head().startsWith("HTTP/1.1 101 ")) {
                throw new IOException("not let in");
            }
        }
        for (int size : SIZES) {
            echo(clients, members, size);
        }
        end(clients, members);
    }

    private End begin(String target) throws IOException {
        WarmUpSockets.Client client = sockets.client();
        Handshake handshake = handshake(target, client.near().getLocalPort());
        Optional<HandshakeFault> fault = OpeningRules.faultOf("GET", "HTTP/1.1", handshake.headers());
        Outcome outcome = admission.decide(handshake);
        if (fault.isPresent()
                || !(outcome instanceof RoutedHandshake routed)
                || !(routed.leave() instanceof LoopAdmission admitted)) {
            client.far().close();
            throw new IOException("not routed: " + fault + ", " + outcome);
        }
        Runnable unused = admitted.came(DetachedSocket.plain(client.far()), () -> {});
        return new End(client.near());
    }

    private static Handshake handshake(String target, int number) {
        Headers headers = new Headers(List.of(
                new Header("Host", "warm-up"),
                new Header("Upgrade", "websocket"),
                new Header("Connection", "keep-alive, Upgrade"),
                new Header("Origin", "http://warm-up"),
                new Header("User-Agent", "Mozilla/5.0"),
                new Header("Cookie", "a=b; c=d"),
                new Header("Sec-WebSocket-Version", OpeningRules.VERSION),
                new Header("Sec-WebSocket-Key", KEY)));
        return new Handshake("warm-up-" + number, target, headers, "127.0.0.1", 0, false);
    }

    /** Answers the handshakes; returns the member's ends of those that it accepted, in any order. */
    private List<End> answer() throws IOException {
        List<End> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            End member = new End(sockets.accept());
            String head = member.head();
            if (head.startsWith("GET " + REFUSED)) {
                member.send(REFUSAL);
                sockets.close(member.socket());
            } else {
                member.send(SWITCHING);
                member.send(ascii(AcceptKey.answering(key(head)) + "\r\nX-Member: warm-up\r\n\r\n"));
                members.add(member);
            }
        }
        return members;
    }

    private static String key(String head) throws IOException {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
                .findFirst()
                .orElseThrow(() -> new IOException("without a key"))
                .substring(18)
                .strip();
    }

    private static void echo(List<End> clients, List<End> members, int size) throws IOException {
        byte[] payload = new byte[size];
        byte[] sent = frame(TEXT, payload, true);
        byte[] repeated = frame(TEXT, payload, false);
        for (End client : clients) {
            client.send(sent);
        }
        for (End member : members) {
            member.take(sent.length);
            member.send(repeated);
        }
        for (End client : clients) {
            client.take(repeated.length);
        }
    }

    private void end(List<End> clients, List<End> members) throws IOException {
        byte[] sent = frame(CLOSE, NORMAL, true);
        for (End client : clients) {
            client.send(sent);
        }
        for (End member : members) {
            member.take(sent.length);
            member.send(frame(CLOSE, NORMAL, false));
            sockets.close(member.socket());
        }
        for (End client : clients) {
            client.takeAll();
            sockets.close(client.socket());
        }
    }

    /** Encodes a frame. The mask is zero, so the payload is unchanged. */
    private static byte[] frame(int first, byte[] payload, boolean masked) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) first);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.put((byte) (mask | payload.length));
        } else {
            frame.put((byte) (mask | 126)).putShort((short) payload.length);
        }
        if (masked) {
            frame.putInt(0);
        }
        frame.put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
