package org.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The member behind every target: one thread, one selector. Plays the part that each request's path names. */
final class EchoMember implements AutoCloseable {
    private static final int BACKLOG = 4_096;

    private final ServerSocketChannel listening;
    private final Selector selector;
    private final Thread thread;
    private final List<MemberEnd> paced = new ArrayList<>();

    EchoMember(int port) throws IOException {
        selector = Selector.open();
        listening = ServerSocketChannel.open();
        listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        thread = new Thread(this::run, "bench-member");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    Thread thread() {
        return thread;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        selector.close();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready, paced.isEmpty() ? 0 : 1);
                speak();
            }
        } catch (ClosedSelectorException e) {
            // closed by close()
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                ((MemberEnd) key.attachment()).turn(key);
            }
        } catch (IOException e) {
            drop(key);
        }
    }

    private void drop(SelectionKey key) {
        key.cancel();
        paced.remove(key.attachment());
        try {
            key.channel().close();
        } catch (IOException e) {
            // gone all the same
        }
    }

    private void accept() throws IOException {
        SocketChannel socket = listening.accept();
        if (socket != null) {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.register(selector, SelectionKey.OP_READ, new MemberEnd(socket, paced::add));
        }
    }

    /** Those with a rate say what is due. */
    private void speak() {
        long now = System.nanoTime();
        paced.removeIf(end -> !end.socket.isOpen());
        for (MemberEnd end : List.copyOf(paced)) {
            SelectionKey key = end.socket.keyFor(selector);
            if (key != null && key.isValid() && end.due(now)) {
                try {
                    end.turn(key);
                } catch (IOException e) {
                    drop(key);
                }
            }
        }
    }
}
