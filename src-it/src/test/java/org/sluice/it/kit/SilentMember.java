package org.sluice.it.kit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A member that listens and never takes a connection: the kernel opens them for it as long as its backlog has places, and
 * keeps what they say. Belongs to its test.
 */
public final class SilentMember implements Closeable {
    private static final int WIDE = 4096;
    private static final int PATIENCE_MILLIS = 300;

    private final ServerSocket listening;
    private final List<Socket> crowd = new ArrayList<>();

    private SilentMember(int port, int backlog) throws IOException {
        listening = new ServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    /** One whose connections all open, and then nothing comes: a black hole. */
    public static SilentMember swallowing(int port) throws IOException {
        return new SilentMember(port, WIDE);
    }

    /** One whose backlog is full, so that no connection opens any more. */
    public static SilentMember full(int port) throws IOException {
        var member = new SilentMember(port, 1);
        member.fill();
        return member;
    }

    private void fill() throws IOException {
        boolean accepted = true;
        while (accepted) {
            var socket = new Socket();
            crowd.add(socket);
            try {
                socket.connect(
                        new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()), PATIENCE_MILLIS);
            } catch (SocketTimeoutException e) {
                accepted = false;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
        listening.close();
    }
}
