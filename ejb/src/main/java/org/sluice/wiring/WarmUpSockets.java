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
 * The sockets of a warm-up, on the loopback interface and at ports that the system chooses. One thread uses them; any thread
 * may close them, and the using thread then gets an exception.
 */
final class WarmUpSockets implements Closeable {
    /** The timeout of reads that take some hundred microseconds; generous, because a machine may stand still for a while. */
    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private final ServerSocketChannel clients = ServerSocketChannel.open();
    private final ServerSocket member = new ServerSocket();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    WarmUpSockets() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            clients.bind(anyPort);
            member.bind(anyPort);
            member.setSoTimeout(READ_TIMEOUT_MILLIS);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Both ends of one client's connection.
     *
     * @param near the client's end
     * @param far the server's end, as a server would have accepted it; owned by the receiver
     */
    record Client(Socket near, SocketChannel far) {}

    Client client() throws IOException {
        SocketChannel near = SocketChannel.open(clients.getLocalAddress());
        keep(near);
        SocketChannel far = clients.accept();
        if (!near.getLocalAddress().equals(far.getRemoteAddress())) {
            far.close();
            throw new IOException("another process has connected");
        }
        near.socket().setSoTimeout(READ_TIMEOUT_MILLIS);
        return new Client(near.socket(), far);
    }

    /** The address of the member. */
    String member() {
        String host = member.getInetAddress().getHostAddress();
        return "ws://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + member.getLocalPort();
    }

    /** The member's end of the next connection. */
    Socket accept() throws IOException {
        Socket one = member.accept();
        keep(one);
        one.setSoTimeout(READ_TIMEOUT_MILLIS);
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
            // nothing more can be done
        }
    }
}
