package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Thousands of quiet WebSockets on one thread, of clients or of members: they answer pings, say nothing else, and note how
 * long after the ping before each one came. Made by a test, which closes it.
 */
public final class Crowd implements Closeable {
    private static final int LARGEST = 512;

    private final Selector selector;
    private final Queue<Quiet> arriving = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Queue<Closeable> listening = new ConcurrentLinkedQueue<>();
    private volatile List<Long> gaps = new ArrayList<>();
    private volatile boolean closed;

    public Crowd() throws IOException {
        selector = Selector.open();
        start(this::serve, "crowd");
    }

    /** One of them. */
    private static final class Quiet {
        private final SocketChannel channel;
        private final boolean masks;
        private final ByteBuffer in = ByteBuffer.allocate(LARGEST);
        private long lastPing;

        Quiet(SocketChannel channel, boolean masks) {
            this.channel = channel;
            this.masks = masks;
        }
    }

    /** Members on the loopback from now on: every handshake is answered with 101. */
    public void listen(int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        listening.add(server);
        start(() -> acceptAll(server), "crowd-accept");
    }

    /** One more client; anything but a 101 is an error. Any thread. */
    public void join(Address address, String target) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
        channel.write(ByteBuffer.wrap(HandshakeRequest.on(target).bytes(address.authority())));
        String head = head(channel);
        if (!head.startsWith("HTTP/1.1 101 ")) {
            channel.close();
            throw new IOException("Expected 101 but was " + head);
        }
        add(new Quiet(channel, true));
    }

    /** {@code count} more, {@code atOnce} at a time. */
    public void join(Address address, String target, int count, int atOnce) {
        List<CompletableFuture<Void>> handshaking = IntStream.range(0, atOnce)
                .mapToObj(nth -> CompletableFuture.runAsync(() -> joinInTurn(address, target, count / atOnce)))
                .toList();
        handshaking.forEach(CompletableFuture::join);
    }

    private void joinInTurn(Address address, String target, int count) {
        try {
            for (int nth = 0; nth < count; nth++) {
                join(address, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many are connected. */
    public int open() {
        return open.get();
    }

    /** Forgets the gaps noted so far. */
    public void forget() {
        synchronized (selector) {
            gaps = new ArrayList<>();
        }
    }

    /** Nanoseconds between each ping and the one before it on the same connection. */
    public long[] gaps() {
        synchronized (selector) {
            return gaps.stream().mapToLong(gap -> gap).toArray();
        }
    }

    private void acceptAll(ServerSocketChannel server) {
        while (!closed) {
            try {
                SocketChannel channel = server.accept();
                String head = head(channel);
                if (head.isEmpty()) {
                    channel.close(); // a health check
                } else {
                    channel.write(ByteBuffer.wrap(switching(head)));
                    add(new Quiet(channel, false));
                }
            } catch (IOException e) {
                // Closed, or gone again: the loop's condition knows.
            }
        }
    }

    private static byte[] switching(String head) {
        String key = new HeaderLines(head.lines().skip(1).toList())
                .first("Sec-WebSocket-Key")
                .orElse("");
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Accept.of(key) + "\r\n\r\n")
                .getBytes(ISO_8859_1);
    }

    /** Up to the empty line, and not one byte more; empty if there is none. */
    private static String head(SocketChannel channel) throws IOException {
        InputStream in = channel.socket().getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private void add(Quiet one) throws IOException {
        one.channel.configureBlocking(false);
        arriving.add(one);
        selector.wakeup();
    }

    private void serve() {
        try {
            while (!closed) {
                selector.select(this::heard);
                for (Quiet one = arriving.poll(); one != null; one = arriving.poll()) {
                    one.channel.register(selector, SelectionKey.OP_READ, one);
                    open.incrementAndGet();
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heard(SelectionKey key) {
        Quiet one = (Quiet) key.attachment();
        try {
            if (one.channel.read(one.in) < 0) {
                leave(one);
                return;
            }
            one.in.flip();
            while (takeFrame(one)) {
                // the next one
            }
            one.in.compact();
        } catch (IOException e) {
            leave(one);
        }
    }

    private void leave(Quiet one) {
        open.decrementAndGet();
        try {
            one.channel.close();
        } catch (IOException e) {
            // it was gone already
        }
    }

    /** Whether there was a whole frame, which are all short here. */
    private boolean takeFrame(Quiet one) throws IOException {
        ByteBuffer in = one.in;
        if (in.remaining() < 2) {
            return false;
        }
        int second = in.get(in.position() + 1);
        int header = second < 0 ? 2 + Integer.BYTES : 2;
        int length = second & 0x7f;
        if (in.remaining() < header + length) {
            return false;
        }
        int opcode = in.get(in.position()) & 15;
        byte[] payload = new byte[length];
        in.get(in.position() + header, payload);
        if (second < 0) {
            FrameHeader.mask(payload, length, in.getInt(in.position() + 2), 0);
        }
        in.position(in.position() + header + length);
        if (opcode == Frame.PING) {
            pinged(one, payload);
        }
        return true;
    }

    private void pinged(Quiet one, byte[] payload) throws IOException {
        Frame pong = new Frame(true, 0, Frame.PONG, payload);
        FrameBytes bytes = one.masks ? FrameBytes.masked(pong, 0x5EED) : FrameBytes.unmasked(pong);
        one.channel.write(ByteBuffer.wrap(bytes.toBytes()));
        long now = System.nanoTime();
        if (one.lastPing != 0) {
            synchronized (selector) {
                gaps.add(now - one.lastPing);
            }
        }
        one.lastPing = now;
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** All of them leave. */
    @Override
    public void close() throws IOException {
        closed = true;
        for (Closeable server : listening) {
            server.close();
        }
        selector.wakeup();
    }
}
