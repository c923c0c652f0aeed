package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The member's end of one connection, as a {@link Script} uses it. Belongs to the connection's thread. */
public final class Conversation {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Visit visit;

    private Conversation(Socket socket, InputStream in, Visit visit) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.visit = visit;
    }

    /** Waits for the head of a request. Empty if the connection ends without one, as a health check's does. */
    static Optional<Conversation> accept(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
        Optional<HttpHead> head = HttpHead.read(in);
        return head.isEmpty()
                ? Optional.empty()
                : Optional.of(new Conversation(socket, in, new Visit(Request.of(head.get()), Secured.of(socket))));
    }

    public Visit visit() {
        return visit;
    }

    public Request request() {
        return visit.request();
    }

    /** The head of a correct 101, with more header lines. */
    public byte[] switching(String... lines) {
        String key = request().headers().first("Sec-WebSocket-Key").orElse("");
        Stream<String> usual = Stream.of(
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + Accept.of(key));
        List<String> all = Stream.concat(usual, Stream.of(lines)).toList();
        return (String.join("\r\n", all) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    /** Answers with a correct 101. */
    public void open(String... lines) throws IOException {
        write(switching(lines));
    }

    /** Answers with something that is no 101. */
    public void refuse(int status, List<String> lines, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Refused\r\n");
        lines.forEach(line -> head.append(line).append("\r\n"));
        head.append("Content-Length: ").append(bytes.length).append("\r\nConnection: close\r\n\r\n");
        write(Bytes.join(List.of(head.toString().getBytes(ISO_8859_1), bytes)));
    }

    public void write(byte[] bytes) throws IOException {
        write(bytes, bytes.length);
    }

    void write(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        out.flush();
        visit.sent(count);
    }

    public void send(Frame frame) throws IOException {
        write(FrameBytes.unmasked(frame).toBytes());
    }

    /** Waits for the next frame, whole; empty if the client ended its side between two frames. */
    public Optional<Frame> read() throws IOException {
        Optional<FrameHeader> header = readHeader();
        return header.isEmpty() ? Optional.empty() : Optional.of(readPayload(header.get()));
    }

    Optional<FrameHeader> readHeader() throws IOException {
        Optional<FrameHeader> header = FrameHeader.read(in);
        if (header.isEmpty()) {
            visit.ended(Ending.FIN);
        }
        return header;
    }

    Frame readPayload(FrameHeader header) throws IOException {
        Frame frame = header.readPayload(in);
        if (!frame.isControl()) {
            visit.payload(frame.payload(), frame.length());
        }
        visit.frame(frame);
        return frame;
    }

    /** Hands on a payload of any size in pieces. */
    void readPayload(FrameHeader header, FrameHeader.Pieces pieces) throws IOException {
        header.readPayload(in, (bytes, count) -> {
            visit.payload(bytes, count);
            pieces.take(bytes, count);
        });
        visit.largeFrame();
    }

    /** Takes {@code count} bytes as they are, such as the beginning of a frame; nothing can be read as frames behind it. */
    public void readSome(int count) throws IOException {
        in.readNBytes(count);
    }

    /** Ends our side in order and goes on reading. */
    public void finish() throws IOException {
        if (!socket.isClosed() && !socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
    }

    /** Drops the connection. */
    public void reset() throws IOException {
        visit.ended(Ending.OURS);
        Sockets.reset(socket);
    }

    /** Reads frames to the end, whatever they are. */
    public void drain() throws IOException {
        Optional<FrameHeader> header = readHeader();
        while (header.isPresent()) {
            FrameHeader next = header.get();
            if (next.length() > 64 << 10) {
                readPayload(next, (bytes, count) -> {});
            } else {
                readPayload(next);
            }
            header = readHeader();
        }
    }

    /** Plays the script to its end and notes how the client left. */
    void play(Script script) throws InterruptedException {
        try {
            script.play(this);
            if (!socket.isClosed()) {
                finish();
                drain();
            }
        } catch (EOFException e) {
            visit.ended(Ending.FIN_IN_FRAME);
        } catch (IOException e) {
            visit.ended(Ending.RST);
        }
    }

    /** Where the connection comes from. */
    public InetAddress peer() {
        return socket.getInetAddress();
    }

    Socket socket() {
        return socket;
    }

    InputStream in() {
        return in;
    }
}
