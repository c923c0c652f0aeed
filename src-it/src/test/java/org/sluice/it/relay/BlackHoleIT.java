package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.kit.SilentMember;
import org.sluice.it.server.Apart;

/** A member that takes every connection and never says a word, waited for longer than a server may stand still. */
@ResourceLock(Apart.SERVER)
@SuppressWarnings("NullAway.Init") // the members are made before the first test
class BlackHoleIT extends RelayIT {
    /** No more than may wait with the threads of server-config, so that nobody needs to come again. */
    private static final int AT_ONCE = 100;

    /** More than half the request threads of any server here. */
    private static final int TOO_MANY = 250;

    /** Handshakes that let a server load what it needs for them. */
    private static final int WARM = 20;

    private static final Duration BUDGET = Duration.ofSeconds(15);

    /** Less than any wait for the black hole (server.properties). */
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private static final int HOLE = Integer.getInteger("sluice.it.edge.blackhole.port");

    private static List<Closeable> members;

    @BeforeAll
    static void listen() throws IOException {
        members = List.of(
                SilentMember.swallowing(HOLE),
                ScriptedMember.plain(Integer.getInteger("sluice.it.edge.healthy1.port")),
                ScriptedMember.plain(Integer.getInteger("sluice.it.edge.healthy2.port")));
        for (int i = 0; i < WARM; i++) {
            RawClient.open(front(), "/echo").close();
        }
    }

    @AfterAll
    static void close() throws IOException {
        for (Closeable member : members) {
            member.close();
        }
    }

    @Test
    @DisplayName("it.relay E2.1 a black hole among three healthy members stops no client and not the server")
    void a_black_hole_among_three_healthy_members_stops_no_client_and_not_the_server() throws IOException {
        Attempts attempts = Attempts.at("hole");
        CompletableFuture<Void> clients = all(AT_ONCE, this::opensWithinTheBudget);
        while (!clients.isDone()) {
            isPromptlyAlive();
        }
        clients.join();
        assertThat(attempts.awaited(1)).isNotEmpty().allMatch(line -> line.contains(" cause=SILENT "));
        awaitNoConnection();
    }

    @Test
    @DisplayName("it.relay E2.2 beyond a member's max-pending one more waits its turn")
    void beyond_a_members_max_pending() throws IOException {
        CompletableFuture<Void> waiting =
                all(2, () -> assertThat(handshakeAt("/hole-narrow/x").status()).isEqualTo(504));
        await("two connections to the black hole").atMost(PROMPTLY).until(() -> vitals().connectionsTo(HOLE) == 2);
        CompletableFuture<Void> next =
                all(1, () -> assertThat(handshakeAt("/hole-narrow/x").status()).isEqualTo(504));
        await("the first two gave up")
                .atMost(BUDGET)
                .until(() -> waiting.isDone() && vitals().connectionsTo(HOLE) == 1);
        assertThat(next).isNotDone();
        next.join();
        waiting.join();
        awaitNoConnection();
    }

    @Test
    @DisplayName("it.relay E2.2 beyond the server's max-pending: 503 and when to come again, and the server lives on")
    void beyond_the_servers_max_pending() throws IOException {
        Queue<HttpAnswer> answers = new ConcurrentLinkedQueue<>();
        CompletableFuture<Void> clients = all(TOO_MANY, () -> answers.add(handshakeAt("/hole-wide/x")));
        while (!clients.isDone()) {
            isPromptlyAlive();
        }
        clients.join();
        assertThat(answers).extracting(HttpAnswer::status).isSubsetOf(503, 504);
        answers.stream().filter(answer -> answer.status() == 503).forEach(BlackHoleIT::comeAgain);
        awaitNoConnection();
    }

    private static CompletableFuture<Void> all(int count, Background.Work work) {
        return CompletableFuture.allOf(
                Stream.generate(() -> Background.run(work)).limit(count).toArray(CompletableFuture<?>[]::new));
    }

    private void opensWithinTheBudget() throws IOException {
        long began = System.nanoTime();
        try (RawClient client = open("/hole/echo")) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BUDGET);
            client.send(Frame.text("works"));
            assertThat(client.read()).isEqualTo(Frame.text("works"));
            client.closeInOrder(Frame.close(1000, "done"));
        }
    }

    private HttpAnswer handshakeAt(String target) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            return client.handshake(handshakeOn(target));
        }
    }

    private static void comeAgain(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.all("Retry-After")).singleElement().asString().matches("\\d+");
    }

    private static void isPromptlyAlive() throws IOException {
        long began = System.nanoTime();
        try (RawClient client = RawClient.connect(front())) {
            assertThat(client.handshake(HandshakeRequest.get("/sluice/health/live"))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPTLY);
    }

    private static void awaitNoConnection() {
        await("no connection to the black hole")
                .atMost(Duration.ofSeconds(10))
                .until(() -> vitals().connectionsTo(HOLE) == 0);
    }
}
