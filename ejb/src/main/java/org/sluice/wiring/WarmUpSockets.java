package org.sluice.wiring;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets of a warm-up, all on the loopback and at ports that the system chooses. One thread uses them; any thread closes them,
 * upon which that one gets an exception.
 */
final class WarmUpSockets implements Closeable {
    /** For what takes some hundred microseconds; a machine may stand still for a while. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocketChannel clients = ServerSocketChannel.open();
    private final ServerSocket member = new ServerSocket();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    WarmUpSockets() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            clients.bind(anyPort);
            member.bind(anyPort);
            member.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Both ends of one client's connection.
     *
     * @param far as a server would have accepted it; belongs to whom it is given
     */
    record Client(Socket near, SocketChannel far) {}

    Client client() throws IOException {
        SocketChannel near = SocketChannel.open(clients.getLocalAddress());
        keep(near);
        SocketChannel far = clients.accept();
        if (!near.getLocalAddress().equals(far.getRemoteAddress())) {
            far.close();
            throw new IOException("a stranger has connected");
        }
        near.socket().setSoTimeout(PATIENCE_MILLIS);
        return new Client(near.socket(), far);
    }

    /** Where the member is. */
    String member() {
        String host = member.getInetAddress().getHostAddress();
        return "ws://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + member.getLocalPort();
    }

    /** The member's end of the next connection. */
    Socket accept() throws IOException {
        Socket one = member.accept();
        keep(one);
        one.setSoTimeout(PATIENCE_MILLIS);
        return one;
    }

    void close(Socket one) throws IOException {
        open.remove(one.getChannel() == null ? one : one.getChannel());
        one.close();
    }

    private void keep(Closeable one) throws IOException {
        open.add(one);
        if (closed) {
            one.close();
            throw new IOException("the warm-up has been closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        closeSilently(clients);
        closeSilently(member);
        open.forEach(WarmUpSockets::closeSilently);
    }

    private static void closeSilently(Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            // as gone as it can be
        }
    }
}
