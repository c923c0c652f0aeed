package org.sluice.http;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;

/**
 * Sees clients that leave before they have their whole answer: the servers read no byte of a connection while a request of it is
 * under way, and so would write on until the system takes no more. A socket may be registered with one more selector beside the
 * server's own; what is there to be read is only counted, never read. One thread at a time.
 */
final class ClientWatch {
    /** Opened when there is somebody to watch. */
    private @Nullable Selector opened;

    /** Watches those of {@code exchanges} that are not watched yet, and tells those whose clients have left. */
    void look(Collection<HttpExchange> exchanges) {
        try {
            Selector selector = opened;
            if (selector == null && exchanges.isEmpty()) {
                return;
            }
            if (selector == null) {
                selector = Selector.open();
                opened = selector;
            }
            selector.selectNow(ClientWatch::heard); // also lets go of sockets whose exchange is over
            for (HttpExchange exchange : exchanges) {
                watch(selector, exchange);
            }
            selector.selectNow(ClientWatch::heard);
        } catch (IOException | RuntimeException e) {
            Journal.event("client-watch-failed").because(e).warn();
        }
    }

    private static void watch(Selector selector, HttpExchange exchange) {
        SocketChannel socket = exchange.watchable();
        if (socket == null) {
            return;
        }
        try {
            exchange.watchedBy(socket.register(selector, SelectionKey.OP_READ, exchange));
        } catch (CancelledKeyException e) {
            // that of the exchange before on the same connection: at the next look
        } catch (ClosedChannelException e) {
            exchange.left();
        } catch (IllegalBlockingModeException e) {
            exchange.watchedBy(null);
        }
    }

    private static void heard(SelectionKey key) {
        key.cancel();
        HttpExchange exchange = (HttpExchange) key.attachment();
        try {
            if (((SocketChannel) key.channel()).socket().getInputStream().available() == 0) {
                exchange.left(); // readable, and nothing to be read: its end
            }
        } catch (IOException lost) {
            exchange.left();
        }
    }

    void close() {
        Selector selector = opened;
        try {
            if (selector != null) {
                selector.close();
            }
        } catch (IOException e) {
            // as closed as it can be
        }
    }
}
