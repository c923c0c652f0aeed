package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Many clients whose handshakes are sent at the same moment, on the thread of the test. All are connected before the first one
 * speaks, so what is measured is handshakes.
 */
public final class Storm implements Closeable {
    private static final int HEAD = 1024;

    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();

    /** One of them; its status is 0 until it has heard one, and -1 if its connection ended before. */
    private static final class Client {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(HEAD);
        private int status;

        Client(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Connects {@code count} clients, and sends the handshake of each. */
    public Storm(Address address, int count, IntFunction<HandshakeRequest> handshakes) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
            channel.configureBlocking(false);
            Client client = new Client(channel);
            channel.register(selector, SelectionKey.OP_READ, client);
            clients.add(client);
        }
        for (int i = 0; i < count; i++) {
            clients.get(i).channel.write(ByteBuffer.wrap(handshakes.apply(i).bytes(address.authority())));
        }
    }

    /** How often each status was heard, once everybody has heard one or the time is over: those are under 0. */
    public Map<Integer, Integer> statuses(Duration atMost) throws IOException {
        long until = System.nanoTime() + atMost.toNanos();
        while (clients.stream().anyMatch(client -> client.status == 0) && until - System.nanoTime() > 0) {
            selector.select(this::hear, 100);
        }
        Map<Integer, Integer> heard = new TreeMap<>();
        clients.forEach(client -> heard.merge(client.status, 1, Integer::sum));
        return heard;
    }

    private void hear(SelectionKey key) {
        Client client = (Client) key.attachment();
        try {
            if (client.channel.read(client.in) < 0) {
                throw new IOException("ended");
            }
            String head = new String(client.in.array(), 0, client.in.position(), ISO_8859_1);
            if (head.length() > 12) {
                client.status = Integer.parseInt(head.substring(9, 12));
                key.cancel();
            }
        } catch (IOException gone) {
            client.status = client.status == 0 ? -1 : client.status;
            key.cancel();
        }
    }

    /** All of them leave at once, half of them by a reset. */
    public void leave() throws IOException {
        boolean reset = false;
        for (Client client : clients) {
            if (reset && client.channel.isOpen()) {
                client.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            reset = !reset;
            client.channel.close();
        }
        selector.selectNow(); // or those that reset would stay open until it looks
    }

    @Override
    public void close() throws IOException {
        leave();
        selector.close();
    }
}
