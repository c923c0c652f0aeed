package org.sluice.it.kit;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A member whose behaviour is chosen by the path of each request (see {@link Scripts}) and that remembers each
 * connection under the {@code token} of its query. Listens on the loopback address from its construction until it is
 * closed; one small thread for each connection.
 */
public final class ScriptedMember implements Closeable {
    private static final int BACKLOG = 4096;
    private static final int STACK = 192 << 10;
    private static final Duration LET_GO = Duration.ofSeconds(10);

    private final ServerSocket listening;
    private final Thread accepting;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ever = new AtomicInteger();
    private final Map<String, Queue<Visit>> visits = new ConcurrentHashMap<>();
    private final Map<String, Script> more = new ConcurrentHashMap<>();

    private ScriptedMember(ServerSocket listening) {
        this.listening = listening;
        accepting = thread(this::acceptAll, "member-accept");
        accepting.start();
    }

    /**
     * Listens without TLS.
     *
     * @param port 0 for any
     */
    public static ScriptedMember plain(int port) throws IOException {
        return new ScriptedMember(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
    }

    /**
     * Listens with TLS.
     *
     * @param port 0 for any
     * @param protocols such as {@code TLSv1.2}; none for whatever the JDK speaks
     */
    public static ScriptedMember tls(int port, SSLContext context, String... protocols) throws IOException {
        var listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        if (protocols.length > 0) {
            listening.setEnabledProtocols(protocols);
        }
        return new ScriptedMember(listening);
    }

    /**
     * Listens with TLS and asks clients for certificates.
     *
     * @param port 0 for any
     * @param needs whether a client without one is turned away
     */
    public static ScriptedMember asking(int port, SSLContext context, boolean needs, String... protocols)
            throws IOException {
        var listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        if (needs) {
            listening.setNeedClientAuth(true);
        } else {
            listening.setWantClientAuth(true);
        }
        listening.setEnabledProtocols(protocols);
        return new ScriptedMember(listening);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Connections that are open now, health checks included. */
    public int openConnections() {
        return open.size();
    }

    /** Plays {@code script} on {@code path} from now on. */
    public void script(String path, Script script) {
        more.put(path, script);
    }

    /** Plays on {@code path} what it knows from the start, from now on. */
    public void forget(String path) {
        more.remove(path);
    }

    /** How many connections came so far, health checks included. */
    public int connectionsEver() {
        return ever.get();
    }

    /** Takes no connection any more, and keeps those that are open. The port is free when this returns. */
    public void deafen() throws IOException {
        listening.close();
        try {
            accepting.join(LET_GO.toMillis()); // the system's socket goes with the last call that is inside it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every connection whose query carried {@code token}, in the order they came. */
    public List<Visit> visits(String token) {
        return List.copyOf(visits.getOrDefault(token, new ConcurrentLinkedQueue<>()));
    }

    /** The first connection with {@code token}; waits for it. */
    public Visit visit(String token) {
        await("a connection with token " + token).atMost(Duration.ofSeconds(20)).until(() -> !visits(token)
                .isEmpty());
        return visits(token).get(0);
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                ever.incrementAndGet();
                thread(() -> serve(socket), "member-" + socket.getPort()).start();
            } catch (IOException e) {
                // Closed, or a connection that was gone before it was taken: the loop's condition knows.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var conversation = Conversation.accept(socket);
            if (conversation.isPresent()) {
                serve(conversation.get());
            }
        } catch (IOException e) {
            // Gone before its request was complete: no test looks for such a visit.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private void serve(Conversation conversation) throws InterruptedException {
        Request request = conversation.request();
        visits.computeIfAbsent(request.query("token", ""), token -> new ConcurrentLinkedQueue<>())
                .add(conversation.visit());
        Script known = Scripts.of(request.path());
        conversation.play(more.getOrDefault(request.path(), known));
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(null, work, name, STACK);
        thread.setDaemon(true);
        return thread;
    }

    /** Drops every connection and stops listening. */
    @Override
    public void close() throws IOException {
        deafen();
        for (Socket socket : open) {
            Sockets.reset(socket);
        }
    }
}
