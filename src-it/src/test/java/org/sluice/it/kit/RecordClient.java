package org.sluice.it.kit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLParameters;

/**
 * A TLS client that decides itself how what it says is cut into records, and records into segments. One thread. Whatever is waited
 * for must come within {@link #PATIENCE}, else {@link java.net.SocketTimeoutException}: so a message that is stuck is found here.
 */
public final class RecordClient implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROOM = 64 << 10;

    private final Address address;
    private final Socket socket = new Socket();
    private final SSLEngine engine;
    private final ByteBuffer received = ByteBuffer.allocate(2 * ROOM).limit(0);
    private final ByteBuffer opened = ByteBuffer.allocate(2 * ROOM).limit(0);
    private final InputStream plaintext = new Plaintext();

    private RecordClient(Address address, String protocol, List<String> applications) throws IOException {
        this.address = address;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(address.host(), address.port()), (int) PATIENCE.toMillis());
        engine = Tls.trustingAll().createSSLEngine(address.host(), address.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setApplicationProtocols(applications.toArray(String[]::new));
        engine.setSSLParameters(parameters);
        engine.beginHandshake();
        shakeHands();
    }

    /**
     * Opens a connection and says nothing.
     *
     * @param protocol the only one that is offered, such as {@code TLSv1.3}
     * @param applications what is offered by ALPN (RFC 7301); none, if there are none
     */
    public static RecordClient connect(Address address, String protocol, String... applications) throws IOException {
        return new RecordClient(address, protocol, List.of(applications));
    }

    /** What was chosen of the applications; empty if nothing was. */
    public String application() {
        String chosen = engine.getApplicationProtocol();
        return chosen == null ? "" : chosen;
    }

    /** The bytes of a handshake. */
    public byte[] request(HandshakeRequest handshake) {
        return handshake.bytes(address.authority());
    }

    /** Makes one record of {@code bytes}, or more if they are many, and sends nothing. */
    public byte[] seal(byte[] bytes) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        do {
            all.writeBytes(wrap(from));
        } while (from.hasRemaining());
        return all.toByteArray();
    }

    private byte[] wrap(ByteBuffer from) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(ROOM);
        SSLEngineResult result = engine.wrap(from, out);
        if (result.getStatus() != Status.OK && result.getStatus() != Status.CLOSED) {
            throw new IOException("cannot be wrapped: " + result);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Sends what was sealed, or anything else, in one write. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The answer to a handshake. */
    public HttpAnswer answer() throws IOException {
        return HttpAnswer.read(plaintext);
    }

    /** Waits for the next frame. */
    public Frame read() throws IOException {
        return FrameHeader.read(plaintext)
                .orElseThrow(() -> new IOException("The connection ended where a frame was expected"))
                .readPayload(plaintext);
    }

    /** Whether the other side ended TLS in order; whatever comes before that is dropped. */
    public boolean readToEnd() throws IOException {
        while (plaintext.read() >= 0) {
            // dropped
        }
        return engine.isInboundDone();
    }

    /** Asks for new keys (TLS 1.3), or for another handshake (TLS 1.2); what is to be sent for it. */
    public byte[] beginAnew() throws IOException {
        engine.beginHandshake();
        return wrap(ByteBuffer.allocate(0));
    }

    /** The alert that ends our side of TLS; the connection below stays open. */
    public byte[] closeNotify() throws IOException {
        engine.closeOutbound();
        return wrap(ByteBuffer.allocate(0));
    }

    /** Ends our side of the connection, without a word by TLS. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Drops the connection (RST). */
    public void reset() throws IOException {
        Sockets.reset(socket);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void shakeHands() throws IOException {
        HandshakeStatus now = engine.getHandshakeStatus();
        while (now != HandshakeStatus.NOT_HANDSHAKING && now != HandshakeStatus.FINISHED) {
            if (now == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
                now = engine.getHandshakeStatus();
            } else if (now == HandshakeStatus.NEED_WRAP) {
                send(wrap(ByteBuffer.allocate(0)));
                now = engine.getHandshakeStatus();
            } else {
                ByteBuffer trash = ByteBuffer.allocate(ROOM);
                SSLEngineResult result = engine.unwrap(received, trash);
                now = result.getHandshakeStatus();
                if (result.getStatus() == Status.BUFFER_UNDERFLOW && !receive()) {
                    throw new IOException("ended in the TLS handshake");
                }
            }
        }
    }

    private boolean receive() throws IOException {
        received.compact();
        int count = socket.getInputStream().read(received.array(), received.position(), received.remaining());
        received.position(received.position() + Math.max(0, count)).flip();
        return count >= 0;
    }

    private final class Plaintext extends InputStream {
        @Override
        public int read() throws IOException {
            return fill() ? opened.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0; // without waiting
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, opened.remaining());
            opened.get(into, offset, count);
            return count;
        }

        /** Whether there is a byte, after reading records if need be. */
        private boolean fill() throws IOException {
            while (!opened.hasRemaining()) {
                if (engine.isInboundDone()) {
                    return false;
                }
                opened.clear();
                SSLEngineResult result = engine.unwrap(received, opened);
                opened.flip();
                boolean ended = result.getStatus() == Status.BUFFER_UNDERFLOW && !receive();
                if (ended) {
                    return false;
                }
            }
            return true;
        }
    }
}
