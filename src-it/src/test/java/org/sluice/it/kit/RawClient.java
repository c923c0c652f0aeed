package org.sluice.it.kit;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One TCP or TLS connection of a client, byte by byte. It reads only when a method asks for it, so a test that stops
 * asking is a client that stopped reading.
 *
 * <p>Belongs to its test; one thread may write while another one reads. Whatever is waited for must come within
 * {@link #waitLimits}, else {@link SocketTimeoutException}.
 */
public final class RawClient implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Address address;
    private final CorkedSocket plain;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RawClient(Address address, CorkedSocket plain, SSLContext context) throws IOException {
        this.address = address;
        this.plain = plain;
        this.socket = address.tls() ? secured(plain, address, context) : plain;
        this.in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
        this.out = socket.getOutputStream();
    }

    /** Opens the connection and says nothing. */
    public static RawClient connect(Address address) throws IOException {
        return connect(address, 0);
    }

    /**
     * Opens the connection and says nothing.
     *
     * @param receiveBuffer SO_RCVBUF in bytes, set before the connection is opened; 0 leaves it to the kernel
     */
    public static RawClient connect(Address address, int receiveBuffer) throws IOException {
        return connect(address, receiveBuffer, Tls.trustingAll());
    }

    /** Opens the connection from a local address of its own, such as {@code 127.0.0.3}, and says nothing. */
    public static RawClient connectFrom(String local, Address address) throws IOException {
        CorkedSocket plain = new CorkedSocket();
        plain.bind(new InetSocketAddress(local, 0));
        return connected(plain, address, Tls.trustingAll());
    }

    /** Opens a connection with the keys and the trust of a client's own, and says nothing. */
    public static RawClient connect(Address address, SSLContext context) throws IOException {
        return connect(address, 0, context);
    }

    private static RawClient connect(Address address, int receiveBuffer, SSLContext context) throws IOException {
        CorkedSocket plain = new CorkedSocket();
        if (receiveBuffer > 0) {
            plain.setReceiveBufferSize(receiveBuffer);
        }
        return connected(plain, address, context);
    }

    private static RawClient connected(CorkedSocket plain, Address address, SSLContext context) throws IOException {
        plain.setTcpNoDelay(true);
        plain.setSoTimeout((int) PATIENCE.toMillis());
        plain.connect(new InetSocketAddress(address.host(), address.port()), (int) PATIENCE.toMillis());
        return new RawClient(address, plain, context);
    }

    private static SSLSocket secured(Socket plain, Address address, SSLContext context) throws IOException {
        SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
        secure.startHandshake();
        return secure;
    }

    /** Opens a WebSocket; anything but a correct 101 is an error. */
    public static RawClient open(Address address, String target) throws IOException {
        return open(address, HandshakeRequest.on(target));
    }

    public static RawClient open(Address address, HandshakeRequest handshake) throws IOException {
        RawClient client = connect(address);
        client.mustOpen(handshake);
        return client;
    }

    /** Opens a handshake, and accepts nothing but a correct 101 for an answer. */
    public HttpAnswer mustOpen(HandshakeRequest handshake) throws IOException {
        return mustHaveOpened(handshake, handshake(handshake));
    }

    private HttpAnswer mustHaveOpened(HandshakeRequest handshake, HttpAnswer answer) throws IOException {
        String expected = Accept.of(handshake.key());
        if (answer.status() != 101 || !answer.first("Sec-WebSocket-Accept").equals(Optional.of(expected))) {
            close();
            throw new IOException("Expected 101 with accept " + expected + " for " + handshake + " but was " + answer);
        }
        return answer;
    }

    /** Sends a handshake and returns the answer, whatever it is. */
    public HttpAnswer handshake(HandshakeRequest handshake) throws IOException {
        send(handshake.bytes(address.authority()));
        return HttpAnswer.read(in);
    }

    /** Sends the handshake and {@code frames} in one packet. */
    public HttpAnswer handshakeAndSend(HandshakeRequest handshake, List<Frame> frames) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        parts.add(handshake.bytes(address.authority()));
        frames.forEach(frame -> parts.add(masked(frame)));
        send(Bytes.join(parts));
        return mustHaveOpened(handshake, HttpAnswer.read(in));
    }

    /** Waits for the answer to a handshake that was sent as bytes. */
    public HttpAnswer answer() throws IOException {
        return HttpAnswer.read(in);
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends frames with a random mask, each in a write of its own. */
    public void send(Frame... frames) throws IOException {
        for (Frame frame : frames) {
            send(masked(frame));
        }
    }

    /** A frame as this side has to write it. */
    public static byte[] masked(Frame frame) {
        return FrameBytes.masked(frame, ThreadLocalRandom.current().nextInt()).toBytes();
    }

    /** Sends {@code bytes} in pieces of at most {@code size}. */
    public void sendInPieces(byte[] bytes, int size) throws IOException {
        for (int from = 0; from < bytes.length; from += size) {
            out.write(bytes, from, Math.min(size, bytes.length - from));
            out.flush();
        }
    }

    /** Waits for the next frame; it is an error if there is none. */
    public Frame read() throws IOException {
        return readOrEnd().orElseThrow(() -> new EOFException("The connection ended where a frame was expected"));
    }

    /** Waits for the next frame or for the end between two frames. */
    public Optional<Frame> readOrEnd() throws IOException {
        Optional<FrameHeader> header = FrameHeader.read(in);
        return header.isEmpty() ? Optional.empty() : Optional.of(header.get().readPayload(in));
    }

    /** Waits for the header of the next frame; its payload is to be read from {@link #in()}. */
    public FrameHeader readHeader() throws IOException {
        return FrameHeader.read(in)
                .orElseThrow(() -> new EOFException("The connection ended where a frame was expected"));
    }

    /** Waits for the close frame, whatever comes before it. */
    public Frame readClose() throws IOException {
        Frame frame = read();
        while (frame.opcode() != Frame.CLOSE) {
            frame = read();
        }
        return frame;
    }

    /** Waits until the other side ends the connection, whatever comes before that. */
    public Ending readToEnd() throws IOException {
        try {
            Optional<FrameHeader> header = FrameHeader.read(in);
            while (header.isPresent()) {
                header.get().readPayload(in, (bytes, count) -> {});
                header = FrameHeader.read(in);
            }
            return Ending.FIN;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (EOFException e) {
            return Ending.FIN_IN_FRAME;
        } catch (IOException e) {
            return Ending.RST;
        }
    }

    /** The bytes as they come, behind what was read so far. */
    public InputStream in() {
        return in;
    }

    /** How long this client waits for anything. */
    public RawClient waitLimits(Duration waitLimits) throws IOException {
        socket.setSoTimeout((int) waitLimits.toMillis());
        return this;
    }

    /** Answers or begins the closing handshake and waits for the end of the connection. */
    public Ending closeInOrder(Frame close) throws IOException {
        send(close);
        Ending ending = readToEnd();
        close();
        return ending;
    }

    /** Ends our side in order (FIN) and goes on reading. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Sends {@code bytes} and ends our side (FIN, under TLS behind a {@code close_notify}), in one piece; goes on reading. */
    public void sendAndFinish(byte[] bytes) throws IOException {
        plain.cork();
        send(bytes);
        socket.shutdownOutput();
    }

    /** As {@link #sendAndFinish}, but under TLS without {@code close_notify}. */
    public void sendAndFinishBluntly(byte[] bytes) throws IOException {
        plain.cork();
        send(bytes);
        plain.shutdownOutput();
    }

    /** Drops the connection (RST), under TLS without close_notify. */
    public void reset() throws IOException {
        Sockets.reset(plain);
    }

    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
