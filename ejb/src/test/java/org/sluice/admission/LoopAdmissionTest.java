package org.sluice.admission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.affinity.Affinity;
import org.sluice.backend.AttemptFailed;
import org.sluice.backend.AttemptResult;
import org.sluice.backend.MemberRefusalBody;
import org.sluice.balancing.Balancer;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.http.HttpExchanges;
import org.sluice.journal.LogQueue;
import org.sluice.message.Messages;
import org.sluice.observe.Counters;
import org.sluice.pool.Ejections;
import org.sluice.pool.Member;
import org.sluice.pool.Pools;
import org.sluice.relay.Relays;
import org.sluice.routing.Routes;
import org.sluice.transport.DetachedSocket;
import org.sluice.transport.NioTransport;

/** Clients on real sockets; members are played by the test. */
class LoopAdmissionTest {
    private static final Handshake HANDSHAKE =
            new Handshake("7f3a", "/chat", new Headers(List.of(new Header("Host", "here"))), "127.0.0.1", 8080, false);

    private final ExecutorService resolver = Executors.newCachedThreadPool();
    private final NioTransport transport = NioTransport.start(1, Thread::new, resolver);
    private final ServerSocketChannel listener =
            ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Balancer balancer = new Balancer(new Random(1), System::nanoTime);
    private final Pools pools = new Pools(System::nanoTime, (pool, before, after) -> {});
    private final ConcurrentLinkedQueue<Consumer<AttemptResult>> attempts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private volatile boolean drained;

    LoopAdmissionTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        transport.close();
        listener.close();
        resolver.shutdownNow();
    }

    private Admission admission(int atATime, String members) {
        Configuration configuration = configuration(atATime, members, false);
        Configuration left = configuration(atATime, members, true);
        pools.follow(configuration);
        Routes routes = new Routes(configuration, new Random(1));
        var relays = new Relays(System::nanoTime, new Random(1));
        var places = new MemberSelection(
                pools,
                balancer,
                new Affinity(new Random(1)),
                attempt -> {
                    throw new AssertionError("nobody asks on a thread here");
                },
                new MemberDestinations(),
                (attempt, loop, receiver) -> {
                    attempts.add(answer -> loop.execute(() -> receiver.accept(answer)));
                    return cancelled::incrementAndGet;
                },
                transport::loop,
                new HttpExchanges(transport::loop));
        var context = new HandshakeContext(
                places,
                new RelayOpener(
                        relays,
                        attempt -> {
                            throw new AssertionError("nobody asks for messages here");
                        },
                        new Messages(relays, Runnable::run),
                        Map::of),
                new LogQueue(),
                new Counters(),
                new Ejections(pools),
                Duration.ZERO,
                Duration.ZERO,
                System::nanoTime);
        return new Admission(
                () -> new ActiveConfiguration(1, drained ? left : configuration, routes),
                new HandshakeLimits(1, 1, 8),
                context,
                OptionalInt.empty());
    }

    private static Configuration configuration(int atATime, String members, boolean drain) {
        Map<String, String> words =
                Map.of("members", members, "max-pending", "" + atATime, "retries", "1", "drain", "" + drain);
        return ((ReadResult.Accepted) new ConfigurationReader().read(Map.of("sluice", words))).configuration();
    }

    private Socket begin(Admission admission) throws IOException {
        SocketChannel client = SocketChannel.open(listener.getLocalAddress());
        SocketChannel server = listener.accept();
        Outcome outcome = ((RoutedHandshake) admission.decide(HANDSHAKE)).leave();
        assertThat(outcome).isInstanceOf(LoopAdmission.class);
        ((LoopAdmission) outcome).came(DetachedSocket.plain(server), gone::incrementAndGet);
        client.socket().setSoTimeout(20_000);
        return client.socket();
    }

    private Consumer<AttemptResult> question() {
        await().until(() -> !attempts.isEmpty());
        return attempts.remove();
    }

    private static String heard(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }

    private static AttemptResult refusing(int status) {
        return new org.sluice.backend.MemberRefusal(
                status, "", new Headers(List.of(new Header("X-Member", "" + status))), MemberRefusalBody.none());
    }

    private int busy() {
        return pools.all().values().stream()
                .flatMap(pool -> pool.members().stream())
                .map(Member::stats)
                .mapToInt(stats -> stats.busy())
                .sum();
    }

    @ParameterizedTest
    @DisplayName(
            "admission A1.2 A1.4 without a thread, too, a member that fails costs a retry, and the last fault is reported")
    @EnumSource(
            value = AttemptFailed.Cause.class,
            names = {"REFUSED", "SILENT", "RESET", "NOT_HTTP"})
    void a_member_that_fails_costs_a_retry(AttemptFailed.Cause cause) throws IOException {
        try (Socket client = begin(admission(8, "ws://127.0.0.1:1, ws://127.0.0.1:2"))) {
            question().accept(new AttemptFailed(AttemptFailed.Cause.REFUSED, "by the test"));
            question().accept(new AttemptFailed(cause, "by the test"));
            assertThat(heard(client))
                    .startsWith(cause == AttemptFailed.Cause.SILENT ? "HTTP/1.1 504 " : "HTTP/1.1 502 ")
                    .contains("\r\nConnection: close\r\n", "\r\nDate: ", "\r\nContent-Length: ");
        }
        await().until(() -> gone.get() == 1);
        assertThat(busy()).isZero();
    }

    @ParameterizedTest
    @DisplayName("admission A1.3 without a thread, too, a refusal reaches the client as it was written")
    @ValueSource(ints = {401, 403, 500})
    void a_refusal_reaches_the_client(int status) throws IOException {
        try (Socket client = begin(admission(8, "ws://127.0.0.1:1, ws://127.0.0.1:2"))) {
            question().accept(refusing(status));
            assertThat(heard(client)).startsWith("HTTP/1.1 " + status + " ").contains("\r\nX-Member: " + status);
        }
        assertThat(busy()).isZero();
    }

    @ParameterizedTest(name = "by a reset: {0}")
    @DisplayName(
            "admission A2.3 a client that leaves gives back what was held for it, and no other member is tried for it")
    @ValueSource(booleans = {true, false})
    void a_client_that_leaves_gives_back_what_was_held_for_it(boolean reset) throws IOException {
        Socket client = begin(admission(8, "ws://127.0.0.1:1"));
        question();
        assertThat(busy()).isEqualTo(1);
        if (reset) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        client.close();
        await().until(() -> gone.get() == 1 && busy() == 0);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    @DisplayName("admission A3.6 without a thread, too, who finds all places taken waits in the order of coming")
    void who_finds_all_places_taken_waits() throws IOException {
        Admission admission = admission(1, "ws://127.0.0.1:1");
        try (Socket first = begin(admission);
                Socket second = begin(admission);
                Socket third = begin(admission)) {
            Consumer<AttemptResult> question = question();
            await().until(() -> balancer.isWaitedFor(pools.pool("default").orElseThrow()));
            assertThat(attempts).isEmpty();
            for (Socket next : List.of(first, second, third)) {
                question.accept(refusing(403));
                assertThat(heard(next)).startsWith("HTTP/1.1 403 ");
                question = next == third ? question : question();
            }
        }
        assertThat(busy()).isZero();
    }

    @Test
    @DisplayName("admission A3.6 a client that leaves the line is not in the way of those behind it")
    void a_client_that_leaves_the_line_is_not_in_the_way() throws IOException {
        Admission admission = admission(1, "ws://127.0.0.1:1");
        try (Socket first = begin(admission)) {
            Consumer<AttemptResult> question = question();
            Socket second = begin(admission);
            try (Socket third = begin(admission)) {
                second.close();
                await().until(() -> gone.get() == 1);
                question.accept(refusing(403));
                assertThat(heard(first)).startsWith("HTTP/1.1 403 ");
                question().accept(refusing(404));
                assertThat(heard(third)).startsWith("HTTP/1.1 404 ");
            }
        }
        assertThat(busy()).isZero();
    }

    @Test
    @DisplayName(
            "admission A3.4 when the balancer stops, all that wait get 503, at a member or in the waiting line, and nothing is kept")
    void when_the_balancer_stops_all_that_wait_hear_503() throws IOException {
        Admission admission = admission(1, "ws://127.0.0.1:1");
        try (Socket first = begin(admission);
                Socket second = begin(admission)) {
            question();
            admission.stop();
            for (Socket client : List.of(first, second)) {
                assertThat(heard(client)).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: ", "STOPPING");
            }
        }
        await().until(() -> gone.get() == 2);
        assertThat(busy()).isZero();
        assertThat(cancelled.get())
                .isBetween(1, 2); // the second may have got the place of the first just before its own end
    }

    @Test
    @DisplayName("admission A3.3 when the instance drains, those that wait without a thread get 503, too")
    void when_the_instance_is_to_be_left_those_that_wait_hear_503() throws IOException {
        Admission admission = admission(1, "ws://127.0.0.1:1");
        try (Socket first = begin(admission);
                Socket second = begin(admission)) {
            question();
            admission.sweep();
            assertThat(busy()).isEqualTo(1);
            drained = true;
            admission.sweep();
            for (Socket client : List.of(first, second)) {
                assertThat(heard(client)).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: ", "DRAINING");
            }
        }
        await().until(() -> gone.get() == 2);
        assertThat(busy()).isZero();
    }

    @Test
    @DisplayName("admission A3.1 beyond what the instance carries the server answers 503, and when to come again")
    void beyond_what_the_instance_carries() throws IOException {
        Admission admission = admission(100, "ws://127.0.0.1:1");
        for (int i = 0; i < 8; i++) {
            begin(admission);
        }
        assertThat(((RoutedHandshake) admission.decide(HANDSHAKE)).leave())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(RefusalReason.TOO_MANY_PENDING));
        question().accept(refusing(403));
        await().until(() -> balancer.pick(pools.pool("default").orElseThrow(), HANDSHAKE, Set.of())
                .isPresent());
        await().until(() -> ((RoutedHandshake) admission.decide(HANDSHAKE)).leave() instanceof LoopAdmission);
    }
}
