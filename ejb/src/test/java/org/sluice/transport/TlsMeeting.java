package org.sluice.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSocket;

/**
 * A client that has shaken hands with a server's engine over a real connection, as a server hands it over: in TLS 1.3 the ticket is
 * not sent yet.
 *
 * @param below the client's socket without its TLS, to say what no TLS would
 */
record TlsMeeting(SocketChannel ours, SSLEngine engine, SSLSocket peer, Socket below) {
    private static final int ROOM = 64 * 1024;

    static TlsMeeting on(String protocol, TransportFixture rig) throws Exception {
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            Socket below = new Socket(InetAddress.getLoopbackAddress(), port);
            below.setTcpNoDelay(true);
            SocketChannel ours = listening.accept();
            SSLSocket peer =
                    (SSLSocket) Certificates.trusting().getSocketFactory().createSocket(below, "localhost", port, true);
            peer.setEnabledProtocols(new String[] {protocol});
            peer.setSoTimeout((int) TransportFixture.PATIENCE.toMillis());
            SSLEngine engine = Certificates.showing(Certificates.GOOD).createSSLEngine();
            engine.setUseClientMode(false);
            BackgroundWork client = rig.start(peer::startHandshake);
            shakeHands(ours, engine);
            client.done();
            return new TlsMeeting(ours, engine, peer, below);
        }
    }

    /** Blocking; what the client sends behind its handshake stays in the socket. */
    private static void shakeHands(SocketChannel socket, SSLEngine engine) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(ROOM).limit(0);
        ByteBuffer nothing = ByteBuffer.allocate(0);
        engine.beginHandshake();
        HandshakeStatus now = engine.getHandshakeStatus();
        while (now != HandshakeStatus.NOT_HANDSHAKING && now != HandshakeStatus.FINISHED) {
            if (now == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
                now = engine.getHandshakeStatus();
            } else if (now == HandshakeStatus.NEED_WRAP) {
                ByteBuffer out = ByteBuffer.allocate(ROOM);
                now = engine.wrap(nothing, out).getHandshakeStatus();
                socket.write(out.flip());
            } else {
                ByteBuffer trash = ByteBuffer.allocate(ROOM);
                var result = engine.unwrap(in, trash);
                now = result.getHandshakeStatus();
                if (result.bytesConsumed() == 0 && now == HandshakeStatus.NEED_UNWRAP) {
                    in.compact();
                    socket.read(in);
                    in.flip();
                }
            }
        }
        if (in.hasRemaining()) {
            throw new IllegalStateException("the client spoke before it was to");
        }
    }

    /** Reads what is there by now, without giving it to the engine. */
    ByteBuffer received(int atMost) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(atMost);
        while (bytes.hasRemaining()) {
            if (ours.read(bytes) < 0) {
                throw new IOException("ended");
            }
        }
        return bytes.flip();
    }

    /** To be adopted, with nothing read of it. */
    DetachedSocket detached() {
        return detached(ByteBuffer.allocate(0));
    }

    DetachedSocket detached(ByteBuffer received) {
        return new DetachedSocket(ours, ByteBuffer.allocate(0), new EstablishedTls(engine, received));
    }
}
