package org.sluice.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * One open port on the loopback and the sessions that came in by it. Opened once and closed once: a member that comes back
 * makes a new one. The library's threads call it, each session's messages in order.
 */
final class Sessions extends WebSocketServer {
    /** For the library's own threads to end. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final String greeting;
    private final Hub hub;
    private final BiConsumer<WebSocket, String> heard;
    private final CompletableFuture<Integer> open = new CompletableFuture<>();

    /**
     * Not yet open.
     *
     * @param port 0 for any free one
     * @param greeting the first message of each session
     * @param heard gets every later message
     */
    Sessions(int port, String greeting, Hub hub, BiConsumer<WebSocket, String> heard) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        this.greeting = greeting;
        this.hub = hub;
        this.heard = heard;
        setReuseAddr(true);
        setTcpNoDelay(true);
        setDaemon(true);
        // The balancer's heartbeat watches over the sessions; a second one would only blur the picture.
        setConnectionLostTimeout(0);
    }

    /**
     * Opens the port and says which.
     *
     * @throws java.util.concurrent.CompletionException if it cannot be opened
     */
    int open() {
        start();
        return open.join();
    }

    /** Resets every session, as a crash would, and closes the port. */
    void crash() throws InterruptedException {
        getConnections().forEach(Sessions::reset);
        stop((int) GRACE.toMillis());
    }

    @Override
    public void onStart() {
        open.complete(getPort());
    }

    @Override
    public void onOpen(WebSocket session, ClientHandshake handshake) {
        hub.join(session);
        session.send(greeting);
    }

    @Override
    public void onMessage(WebSocket session, String text) {
        heard.accept(session, text);
    }

    @Override
    public void onClose(WebSocket session, int code, String reason, boolean remote) {
        hub.leave(session);
    }

    @Override
    public void onError(@Nullable WebSocket session, Exception fault) {
        if (session == null) {
            open.completeExceptionally(fault);
        }
    }

    /** Closing with a linger of 0 makes a RST of it. */
    private static void reset(WebSocket session) {
        if (session instanceof WebSocketImpl inside && inside.getChannel() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            } catch (IOException e) {
                session.closeConnection(1006, "reset");
            }
        }
    }
}
