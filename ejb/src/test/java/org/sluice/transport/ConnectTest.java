package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluice.transport.ConnectFailedException.Why;

@Timeout(60)
class ConnectTest {
    private static final Duration SHORT = Duration.ofMillis(800);

    private final List<String> lookupThreads = new CopyOnWriteArrayList<>();
    private final CountDownLatch neverAnswers = new CountDownLatch(1);
    private final TransportFixture rig =
            new TransportFixture(2, new TransportFixture.ServerSocketMaker() {}, this::lookUp);

    /** 127.0.0.2 and 127.0.0.3 belong to this machine too, and nothing listens there unless a test does. */
    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        lookupThreads.add(Thread.currentThread().getName());
        return switch (host) {
            case "two.test" -> List.of(ip("127.0.0.2"), ip("127.0.0.1"));
            case "none.test" -> List.of();
            case "unknown.test" -> throw new UnknownHostException(host);
            case "broken.test" -> throw new IllegalStateException("lookup broken on purpose");
            case "slow.test" -> waitForever();
            default -> List.of(InetAddress.getAllByName(host));
        };
    }

    private List<InetAddress> waitForever() {
        try {
            neverAnswers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private static InetAddress ip(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    @DisplayName("transport R1.1 names are looked up at each connect and on no loop, literals not at all")
    void names_are_looked_up_at_each_connect_and_on_no_loop() throws Exception {
        for (int i = 0; i < 2; i++) {
            rig.pair(new Destination("localhost", rig.listening.getLocalPort(), null));
        }
        assertThat(lookupThreads).hasSize(2).noneMatch(name -> name.startsWith("sluice-io"));
        assertThat(BlockingTasks.isLiteral("10.0.0.1")).isTrue();
        assertThat(BlockingTasks.isLiteral("::1")).isTrue();
        assertThat(BlockingTasks.isLiteral("10.0.0.example")).isFalse();
    }

    @Test
    @DisplayName("transport R1.2 an address that refuses costs nothing but a try of the next")
    void an_address_that_refuses_costs_only_a_try_of_the_next() throws Exception {
        var pair = rig.pair(new Destination("two.test", rig.listening.getLocalPort(), null));
        assertThat(pair.channel().remoteAddress().getAddress()).isEqualTo(ip("127.0.0.1"));
    }

    @Test
    @DisplayName("transport R1.2 an address that swallows everything leaves time for the next")
    void an_address_that_swallows_everything_leaves_time_for_the_next() throws Exception {
        try (BlackHole hole = new BlackHole("127.0.0.2", rig.listening.getLocalPort())) {
            var future = rig.transport.connect(new Destination("two.test", hole.port(), null), SHORT.multipliedBy(2));
            rig.accept();
            assertThat(future.get(5, TimeUnit.SECONDS).remoteAddress().getAddress())
                    .isEqualTo(ip("127.0.0.1"));
        }
    }

    @Test
    @DisplayName(
            "transport R1.6 a connection comes from the first given address of the peer's family; if there is none, it fails here")
    void a_connection_comes_from_the_given_address() throws Exception {
        int port = rig.listening.getLocalPort();
        assertFails(new Destination("127.0.0.1", port, null, List.of(ip("::1"))), Why.LOCAL);
        assertFails(new Destination("127.0.0.1", port, null, List.of(ip("192.0.2.1"))), Why.LOCAL);
        var sources = List.of(ip("::1"), ip("127.0.0.9"), ip("127.0.0.8"));
        var pair = rig.pair(new Destination("127.0.0.1", port, null, sources));
        assertThat(pair.peer().getInetAddress()).isEqualTo(ip("127.0.0.9"));
    }

    @Test
    @DisplayName("transport R1.3 refused, silent, unknown and never looked up are distinguished")
    void causes_are_told_apart() throws Exception {
        assertFails(new Destination("127.0.0.3", rig.listening.getLocalPort(), null), Why.REFUSED);
        assertFails(new Destination("unknown.test", 80, null), Why.UNKNOWN_HOST);
        assertFails(new Destination("none.test", 80, null), Why.UNKNOWN_HOST);
        assertFails(new Destination("broken.test", 80, null), Why.UNKNOWN_HOST);
        assertFails(new Destination("slow.test", 80, null), Why.TIMEOUT);
        try (BlackHole hole = new BlackHole("127.0.0.2", 0)) {
            assertFails(new Destination("127.0.0.2", hole.port(), null), Why.TIMEOUT);
        }
    }

    @Test
    @DisplayName("transport R1.3 what this machine cannot do is not the member's fault")
    void what_this_machine_cannot_do_is_not_the_members_fault() {
        rig.elsewhere.shutdown();
        assertFails(new Destination("localhost", 80, null), Why.LOCAL);
        assertThat(ConnectFaults.ofConnect(new java.net.SocketException("Too many open files")))
                .isEqualTo(Why.LOCAL);
        assertThat(ConnectFaults.ofConnect(new java.net.BindException("Cannot assign requested address")))
                .isEqualTo(Why.LOCAL);
        assertThat(ConnectFaults.ofConnect(new java.net.ConnectException("Network is unreachable")))
                .isEqualTo(Why.UNREACHABLE);
        assertThat(ConnectFaults.ofConnect(new IOException("Connection reset by peer")))
                .isEqualTo(Why.RESET);
    }

    @Test
    @DisplayName("transport R5.3 a factory without threads leaves nothing behind")
    void a_factory_without_threads_leaves_nothing_behind() {
        java.util.concurrent.ThreadFactory none = work -> rig.loopThreads.isEmpty() ? new Thread(work) : null;
        assertThatThrownBy(() -> NioTransport.start(2, none, rig.elsewhere)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> NioTransport.start(0, TransportFixture::daemon, rig.elsewhere))
                .hasMessage("loops: 0 (expected: 1 or more)");
    }

    private void assertFails(Destination destination, Why why) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> rig.transport.connect(destination, SHORT).get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ConnectFailedException.class, e -> assertThat(e.why()).isEqualTo(why))
                .hasMessageContaining(destination.host());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(3));
        assertThat(rig.transport.loops()).allMatch(loop -> loop.load().get() == 0);
    }

    @Test
    @DisplayName("transport R1.4 a connect cancelled at any moment leaves nothing open")
    void a_connect_cancelled_at_any_moment_leaves_nothing_open() throws Exception {
        BackgroundWork accepting = rig.start(() -> {
            while (true) {
                rig.accept();
            }
        });
        for (int i = 0; i < 300; i++) {
            CompletableFuture<Channel> future = rig.transport.connect(rig.plain(), TransportFixture.PATIENCE);
            long until = System.nanoTime() + i * 3_000L;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            if (!future.cancel(true)) {
                future.join().abort();
            }
        }
        await().untilAsserted(() ->
                assertThat(rig.transport.loops()).allMatch(loop -> loop.load().get() == 0));
        rig.listening.close();
        assertThatThrownBy(accepting::done).hasMessageContaining("closed");
    }

    @Test
    @DisplayName("transport R1.5 channels are spread over the loops, without Nagle's delay and kept alive")
    void channels_are_spread_over_the_loops() throws Exception {
        for (int i = 0; i < 10; i++) {
            var socket = rig.pair().channel().link().socket;
            assertThat(socket.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        }
        assertThat(rig.transport.loops()).allMatch(loop -> loop.load().get() == 5);
    }

    @Test
    @DisplayName("transport R5.3 closing fails every connect under way and every later one, and resets every channel")
    void closing_fails_connects_and_resets_channels() throws Exception {
        var pair = rig.pair();
        Recorder owner = new Recorder(pair.channel(), 10);
        pair.channel().listen(owner);
        try (BlackHole hole = new BlackHole("127.0.0.2", 0)) {
            List<CompletableFuture<Channel>> pending = new ArrayList<>();
            pending.add(
                    rig.transport.connect(new Destination("127.0.0.2", hole.port(), null), TransportFixture.PATIENCE));
            pending.add(rig.transport.connect(new Destination("slow.test", 80, null), TransportFixture.PATIENCE));
            rig.transport.close();
            pending.add(rig.transport.connect(rig.plain(), TransportFixture.PATIENCE));
            for (CompletableFuture<Channel> future : pending) {
                assertThatThrownBy(() -> future.get(1, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(ConnectFailedException.class, e -> assertThat(e.why())
                                .isEqualTo(Why.CLOSED));
            }
        }
        assertThatThrownBy(() -> pair.peer().getInputStream().read()).hasMessageContaining("reset");
        assertThat(owner.lost.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("transport R5.3 a transport can be closed from a callback")
    void a_transport_can_be_closed_from_a_callback() throws Exception {
        var pair = rig.pair();
        CountDownLatch closed = new CountDownLatch(1);
        pair.channel().listen(new Channel.Events() {
            @Override
            public void readable() {
                rig.transport.close();
                closed.countDown();
            }

            @Override
            public void writable() {}
        });
        pair.peer().getOutputStream().write(1);
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("transport R2.1 two hundred connections echo at once")
    void two_hundred_connections_echo_at_once() throws Exception {
        List<TransportFixture.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            TransportFixture.Pair pair = rig.pair();
            pair.channel().listen(new Echo(pair.channel(), 256));
            pairs.add(pair);
        }
        for (int round = 0; round < 5; round++) {
            byte[] message = new byte[1000 + round];
            for (TransportFixture.Pair pair : pairs) {
                pair.peer().getOutputStream().write(message);
            }
            for (TransportFixture.Pair pair : pairs) {
                assertThat(pair.peer().getInputStream().readNBytes(message.length))
                        .hasSize(message.length);
            }
        }
        for (TransportFixture.Pair pair : pairs) {
            pair.peer().shutdownOutput();
            assertThat(pair.peer().getInputStream().read()).isEqualTo(-1);
        }
        await().untilAsserted(() ->
                assertThat(rig.transport.loops()).allMatch(loop -> loop.load().get() == 0));
    }

    /** A port that lets no connection through: its queue of connections is full, so the system drops what comes. */
    private static final class BlackHole implements AutoCloseable {
        private final ServerSocket listening;
        private final List<Socket> waiting = new ArrayList<>();

        BlackHole(String address, int port) throws Exception {
            listening = new ServerSocket(port, 1, ip(address));
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(new InetSocketAddress(ip(address), port()), 200);
                } catch (java.net.SocketTimeoutException e) {
                    return; // full
                }
            }
            throw new IllegalStateException("the queue never fills");
        }

        int port() {
            return listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : waiting) {
                socket.close();
            }
            listening.close();
        }
    }
}
