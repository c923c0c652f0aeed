package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Crowd;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.MembersPage;
import org.sluice.it.kit.ProcessVitals;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.kit.SilentMember;
import org.sluice.it.kit.Storm;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;
import org.sluice.it.server.Listener;
import org.sluice.it.server.Log;
import org.sluice.it.server.OwnServer;
import org.sluice.it.server.Ports;

/**
 * Handshakes by the thousand on a server of its own, from its first request on: what they hold while they wait, and what is left of
 * them. Clients are carried as the server's version allows.
 *
 * <p>Size: it plays clients, members and the operator.
 */
@ResourceLock(Apart.OWN_SERVER)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class YoungServerIT {
    private static final boolean LONG = Boolean.getBoolean("sluice.long");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Less than any limit of time in the pools that are used here. */
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private static final int SILENT = 2_000;
    private static final int EACH = 16 << 10;
    private static final int SESSIONS = LONG ? 2_000 : 300;
    private static final int WAITING = 300;
    private static final int OPENINGS = LONG ? 100_000 : 2_000;
    private static final int AT_ONCE = 50;
    private static final Frame BYE = Frame.close(1000, "");

    /** What a server may keep of buffers and selectors once it has been used. */
    private static final int KEPT = 60;

    private final ScriptedMember member = ScriptedMember.plain(0);
    private final int hole = Ports.free();
    private final int nobody = Ports.free();
    private final int mortal = Ports.free();
    private final SilentMember silent = SilentMember.swallowing(hole);
    private final OwnServer own;
    private final String good = "ws://127.0.0.1:" + member.port();
    private String settings = "reload-interval=200ms; warm-up=0";

    YoungServerIT() throws IOException {
        String unchecked = "; health=off; close-timeout=2s";
        own = OwnServer.start(
                "young",
                Map.ofEntries(
                        Map.entry("sluice.settings", settings),
                        Map.entry("sluice.pools.default", "members=" + good + unchecked),
                        Map.entry("sluice.rules.default", "pool=default"),
                        Map.entry(
                                "sluice.pools.silent",
                                "members=ws://127.0.0.1:" + hole + unchecked
                                        + "; eject-after=0; max-pending=10000; handshake-timeout=2m; handshake-budget=2m"),
                        Map.entry("sluice.rules.silent", "path=/silent; pool=silent"),
                        Map.entry(
                                "sluice.pools.second",
                                "members=ws://127.0.0.1:" + nobody + ", " + good + " backup; eject-after=0"
                                        + unchecked),
                        Map.entry("sluice.rules.second", "path=/second/*; strip-prefix=/second; pool=second"),
                        Map.entry(
                                "sluice.pools.mortal",
                                "members=ws://127.0.0.1:" + mortal + ", " + good + " backup" + unchecked),
                        Map.entry("sluice.rules.mortal", "path=/mortal/*; strip-prefix=/mortal; pool=mortal"),
                        Map.entry("sluice.rules.ours", "path=/ours; respond=403 not here")));
    }

    @BeforeAll
    void scripts() {
        member.script("/late", with -> {
            Thread.sleep(3000);
            with.open();
            with.read().ifPresent(frame -> echo(with, frame));
        });
        member.script("/no", with -> with.refuse(401, List.of("X-Member: no"), "not you"));
        member.script(
                "/wrong",
                with -> with.write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    private static void echo(org.sluice.it.kit.Conversation with, Frame frame) {
        try {
            with.send(frame);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterAll
    void close() throws IOException {
        own.close();
        member.close();
        silent.close();
    }

    private Address front() {
        return Address.plain(own.server().httpPort());
    }

    private ProcessVitals vitals() {
        return new ProcessVitals(own.pid());
    }

    private Storm storm(String path, int count) throws IOException {
        return new Storm(front(), count, i -> HandshakeRequest.on(path));
    }

    /** How many handshakes wait for the member of a pool. */
    private int pending(String pool, int port) throws IOException {
        return new MembersPage(front()).member(pool, port).orElseThrow().pending();
    }

    private void awaitPending(int count) {
        await(count + " at the silent member").atMost(PATIENCE).until(() -> pending("silent", hole) == count);
    }

    private void set(String more) {
        int before = own.log().linesWith("config-accepted").size();
        own.management().setProperty("sluice.settings", settings + more);
        await("the settings")
                .atMost(PATIENCE)
                .until(() -> own.log().linesWith("config-accepted").size() > before);
    }

    @Test
    @Order(1)
    @DisplayName(
            "it.relay E7.1 a server that has served nothing yet lets in every one of 300 and 1 000 clients at the same moment")
    void a_server_that_has_served_nothing_lets_every_client_in() throws IOException {
        own.deploy();
        for (int count : LONG ? new int[] {300, 1000, 4000} : new int[] {300, 1000}) {
            try (Storm storm = storm("/echo", count)) {
                assertThat(storm.statuses(PATIENCE)).isEqualTo(Map.of(101, count));
            }
        }
        assertThat(own.log().linesWith("member-ejected")).isEmpty();
        assertThat(own.log().linesWith("member-attempt")).isEmpty();
    }

    @Test
    @Order(2)
    @DisplayName(
            "it.relay E7.2 two thousand handshakes at a silent member hold no thread and less than 16 KiB each, and slow down nobody")
    void two_thousand_at_a_silent_member_hold_little() throws IOException {
        try (Storm first = storm("/silent", SILENT)) {
            awaitPending(SILENT); // the server keeps what it needed for such a burst
            assertThat(first.statuses(Duration.ZERO)).isEqualTo(Map.of(0, SILENT));
        }
        awaitPending(0);
        int threads = vitals().threads();
        long heap = vitals().liveHeap();
        try (Storm waiting = storm("/silent", SILENT)) {
            awaitPending(SILENT);
            assertThat((vitals().liveHeap() - heap) / SILENT).isLessThan(EACH);
            assertThat(vitals().threads()).isLessThan(threads + SILENT / 20);
            for (int i = 0; i < 20; i++) {
                long began = System.nanoTime();
                RawClient.open(front(), "/echo").close();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPTLY);
            }
            waiting.leave();
            await("everything is given back").atMost(PROMPTLY).until(() -> pending("silent", hole) == 0);
        }
    }

    @Test
    @Order(3)
    @DisplayName("it.relay E7.3 when a member with many sessions dies, all its clients are let in again at once")
    void when_a_member_dies_all_its_clients_are_let_in_again() throws IOException {
        Crowd members = new Crowd();
        members.listen(mortal);
        try (Crowd clients = new Crowd()) {
            clients.join(front(), "/mortal/quiet", SESSIONS, 4);
            await("all there").atMost(PATIENCE).until(() -> members.open() == SESSIONS);
            members.close();
            try (Storm again = storm("/mortal/echo", SESSIONS)) {
                assertThat(again.statuses(PATIENCE)).isEqualTo(Map.of(101, SESSIONS));
            }
            await("told").atMost(PATIENCE).until(() -> clients.open() == 0);
        }
    }

    @Test
    @Order(4)
    @DisplayName(
            "it.relay E7.4 openings of every kind leave no descriptor, connection or place, and one line each in the access log")
    void openings_of_every_kind_leave_nothing() throws IOException {
        every(AT_ONCE, "before");
        RelayIT.awaitStandstill(() -> vitals().descriptors());
        int before = vitals().descriptors();
        Log access = own.management()
                .accessLog(Objects.requireNonNull(own.server().log().getParent()));
        int answered = 0;
        while (answered < OPENINGS) {
            answered += every(AT_ONCE, "counted");
        }
        int lines = answered;
        await("the access log").atMost(PATIENCE).untilAsserted(() -> assertThat(access.linesWith("token=counted"))
                .hasSize(lines));
        await("descriptors").atMost(PATIENCE).until(() -> vitals().descriptors() < before + KEPT);
        await("connections").atMost(PATIENCE).until(() -> vitals().connectionsTo(member.port()) == 0);
        MembersPage page = new MembersPage(front());
        for (String pool : List.of("default", "second")) {
            await("places").atMost(PATIENCE).untilAsserted(() -> assertThat(
                            page.member(pool, member.port()).orElseThrow())
                    .matches(seen -> seen.open() == 0 && seen.pending() == 0));
        }
        awaitPending(0);
    }

    /** So many of each kind; how many of them have heard an answer. */
    private int every(int each, String token) throws IOException {
        var kinds = Map.of("/echo", 101, "/no", 401, "/wrong", 502, "/second/echo", 101, "/ours", 403);
        for (var kind : kinds.entrySet()) {
            try (Storm storm = storm(kind.getKey() + "?token=" + token, each)) {
                assertThat(storm.statuses(PATIENCE)).isEqualTo(Map.of(kind.getValue(), each));
            }
        }
        storm("/echo", each).close(); // while the server, or a loop, has them
        storm("/late", each).close();
        try (Storm waiting = storm("/silent", each)) {
            awaitPending(each);
            assertThat(waiting.statuses(Duration.ZERO)).isEqualTo(Map.of(0, each));
        }
        for (int i = 0; i < each / 10; i++) {
            RawClient half = RawClient.connect(front());
            half.send("GET /echo HTTP/1.1\r\nHost: here\r\nUpgr".getBytes(StandardCharsets.US_ASCII));
            half.close();
        }
        return kinds.size() * each;
    }

    @ParameterizedTest(name = "wire={0}")
    @Order(5)
    @DisplayName(
            "it.relay E7.5 timers of a listener of one second end no handshake whose member takes three; portable on Payara, 504")
    @ValueSource(strings = {"auto", "portable"})
    void short_timers_of_a_listener_end_no_handshake(String wire) throws IOException {
        boolean ended = wire.equals("portable") && own.server().kind() != Kind.WILDFLY; // it interrupts request threads
        set("; wire=" + wire);
        Listener listener = own.management().listenImpatiently(Ports.free());
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(Background.run(() -> late(listener, ended ? 504 : 101)));
        }
        CompletableFuture<?> all = CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new));
        await("all").atMost(PATIENCE).until(all::isDone);
        set("");
        all.join();
    }

    private static void late(Listener listener, int status) throws IOException {
        try (RawClient client = RawClient.connect(Address.plain(listener.port()))) {
            assertThat(client.handshake(HandshakeRequest.on("/late")).status()).isEqualTo(status);
            if (status == 101) {
                client.send(Frame.text("works"));
                assertThat(client.read()).isEqualTo(Frame.text("works"));
            }
        }
    }

    @Test
    @Order(6)
    @DisplayName(
            "it.relay E7.6 handshakes that wait count against a listener's limit of connections (WildFly), and free it as they leave")
    void handshakes_that_wait_count_against_a_listeners_limit() throws IOException {
        assumeTrue(own.server().kind() == Kind.WILDFLY, "only there a listener can be told");
        Listener listener = own.management().listen(Ports.free(), 4);
        Address there = Address.plain(listener.port());
        Storm waiting = new Storm(there, 4, i -> HandshakeRequest.on("/silent"));
        awaitPending(4);
        CompletableFuture<Void> late =
                Background.run(() -> RawClient.open(there, "/echo").close());
        await("its turn").during(Duration.ofMillis(500)).until(() -> !late.isDone());
        waiting.close();
        late.join();
        await("none").atMost(PATIENCE).untilAsserted(() -> assertThat(listener.connections())
                .isZero());
    }

    @Test
    @Order(7)
    @DisplayName(
            "it.relay E7.7 handshakes that wait hear 503 when the instance is drained, and nothing is left of them")
    void handshakes_that_wait_hear_503_when_the_instance_is_drained() throws IOException {
        try (Storm waiting = storm("/silent", WAITING)) {
            awaitPending(WAITING);
            set("; drain=true");
            assertThat(waiting.statuses(PATIENCE)).isEqualTo(Map.of(503, WAITING));
        }
        awaitPending(0);
        set("");
        RawClient.open(front(), "/echo").closeInOrder(BYE);
    }

    @Test
    @Order(8)
    @DisplayName(
            "it.relay E7.8 handshakes that wait hear 503 when the application is undeployed, sessions 1001, and nothing is left of them")
    void handshakes_that_wait_hear_503_when_the_application_is_undeployed() throws IOException {
        RawClient session = RawClient.open(front(), "/echo");
        try (Storm waiting = storm("/silent", WAITING)) {
            awaitPending(WAITING);
            CompletableFuture<Void> leaving = Background.run(own::undeploy);
            assertThat(waiting.statuses(PATIENCE)).isEqualTo(Map.of(503, WAITING));
            assertThat(session.waitLimits(PATIENCE).read().closeCode()).hasValue(1001);
            session.close();
            leaving.join();
        }
        assertThat(vitals().connectionsTo(hole)).isZero();
        assertThat(vitals().connectionsTo(member.port())).isZero();
    }

    @Test
    @Order(9)
    @DisplayName(
            "it.relay E7.9 an instance is not ready before it is warmed up, serves all the same, and goes at once when it is undeployed")
    void an_instance_is_not_ready_before_it_is_warmed_up() throws IOException {
        settings = "warm-up=3s";
        own.management().setProperty("sluice.settings", settings);
        own.deploy();
        RawClient.open(front(), "/echo").closeInOrder(BYE);
        assertThat(own.log().linesWith("warming-up")).hasSize(1);
        await("readiness").atMost(Duration.ofSeconds(90)).until(this::isReady);
        assertThat(own.log().linesWith("warmed-up")).singleElement().asString().contains("openings=");
        own.undeploy();
        own.management().setProperty("sluice.settings", settings);
        own.deploy();
        own.undeploy();
        assertThat(own.log().linesWith("warm-up-failed")).isEmpty();
    }

    private boolean isReady() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            var answer = client.handshake(HandshakeRequest.get("/sluice/health/ready"));
            assertThat(answer.status() == 200 || answer.body().contains("warming up"))
                    .as(answer.body())
                    .isTrue();
            return answer.status() == 200;
        }
    }
}
