package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.Knock;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Log;

/** Two members that die, get stuck and come back, behind pools that look at them five times a second. */
@SuppressWarnings("NullAway.Init") // the members are made before each test
class MemberHealthIT extends RelayIT {
    private static final int FIRST = Integer.getInteger("sluice.it.health1.port");
    private static final int SECOND = Integer.getInteger("sluice.it.health2.port");

    /** Several times what a check, and what a change of state takes. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private ScriptedMember first;
    private ScriptedMember second;

    @BeforeEach
    void listen() throws IOException {
        first = ScriptedMember.plain(FIRST);
        second = ScriptedMember.plain(SECOND);
        for (String pool : List.of("pair", "stuck", "http-checked", "ejecting")) {
            bothServe(pool);
        }
    }

    @AfterEach
    void close() throws IOException {
        first.close();
        second.close();
    }

    /** Whatever the test before left behind: both are up again, and take turns. */
    private void bothServe(String pool) {
        await("both members of " + pool).atMost(SOON).until(() -> {
            int before = first.visits("warm" + pool).size();
            int others = second.visits("warm" + pool).size();
            for (int i = 0; i < 4; i++) {
                RawClient.open(front(), "/" + pool + "/echo?token=warm" + pool).close();
            }
            return first.visits("warm" + pool).size() == before + 2
                    && second.visits("warm" + pool).size() == others + 2;
        });
    }

    @Test
    @DisplayName(
            "H1.1 a member that dies costs no new client, its sessions end with 1011, and it comes back to its share")
    void a_member_that_dies_costs_no_new_client() throws IOException {
        List<RawClient> onFirst = new ArrayList<>();
        List<RawClient> onSecond = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            RawClient client = RawClient.open(front(), "/pair/echo?token=" + token + i);
            (first.visits(token + i).isEmpty() ? onSecond : onFirst).add(client);
        }
        assertThat(onFirst).hasSize(5);
        Lines down = new Lines("member-down", "pair");
        Lines up = new Lines("member-up", "pair");
        try (Arrivals arrivals = new Arrivals("/pair/echo?token=steady")) {
            arrivals.awaitMore(20);
            first.close();
            for (RawClient client : onFirst) {
                assertThat(client.read().closeCode()).hasValue(1011);
                client.close();
            }
            down.await("reason=REFUSED");
            arrivals.awaitMore(40);

            first = ScriptedMember.plain(FIRST);
            up.await("was="); // DOWN, or EJECTED if several relays were young when it died
            hasItsShare(arrivals);
            assertThat(arrivals.failures).isEmpty();
        }
        for (RawClient client : onSecond) {
            client.send(Frame.text("still here"));
            assertThat(client.read()).isEqualTo(Frame.text("still here"));
            client.close();
        }
    }

    /** As many as the second one gets, as near as the moment of counting allows. */
    private void hasItsShare(Arrivals arrivals) {
        int one = first.visits("steady").size();
        int other = second.visits("steady").size();
        arrivals.awaitMore(60);
        int gained = first.visits("steady").size() - one;
        int gainedByOther = second.visits("steady").size() - other;
        assertThat(gained).isBetween(gainedByOther - 15, gainedByOther + 15);
    }

    @Test
    @DisplayName("H1.2 a check by websocket tells a stuck endpoint behind a port that answers")
    void a_check_by_websocket_tells_a_stuck_endpoint() throws IOException {
        Lines down = new Lines("member-down", "stuck");
        first.script("/alive", with -> {
            with.open();
            with.drain();
        });
        down.await("reason=\"NO PONG\"");
        allAtTheSecond("/stuck/echo");

        first.forget("/alive");
        bothServe("stuck");
    }

    @Test
    @DisplayName("H1.2 a check by http tells a member whose status is not as expected")
    void a_check_by_http_tells_a_status() throws IOException {
        first.script("/well", with -> with.refuse(200, List.of(), "fine"));
        second.script("/well", with -> with.refuse(204, List.of(), ""));
        await("a good check").atMost(SOON).until(() -> isUp("http-checked"));
        Lines down = new Lines("member-down", "http-checked");
        first.script("/well", with -> with.refuse(503, List.of(), "busy"));
        down.await("reason=\"STATUS 503\"");
        allAtTheSecond("/http-checked/echo");

        first.script("/well", with -> with.refuse(200, List.of(), "fine"));
        bothServe("http-checked");
    }

    private void allAtTheSecond(String target) throws IOException {
        for (int i = 0; i < 6; i++) {
            open(target).close();
        }
        assertThat(second.visits(token)).hasSize(6);
        assertThat(first.visits(token)).isEmpty();
    }

    @Test
    @DisplayName("H1.3 checks leave no connection behind")
    void checks_leave_no_connection_behind() {
        int before = second.connectionsEver();
        await("many checks").atMost(SOON).until(() -> second.connectionsEver() > before + 50);
        await("none of them left").atMost(SOON).until(() -> second.openConnections() == 0);
        assertThat(vitals().connectionsTo(SECOND)).isLessThan(4);
    }

    @Test
    @DisplayName(
            "H1.4 with on-down=close the sessions of a member that is down end: the client with 1012, the member with 1001")
    void with_on_down_close_the_sessions_of_a_member_that_is_down_end() throws IOException {
        try (RawClient client = open("/down-close/echo")) {
            client.send(Frame.text("there"));
            assertThat(client.read()).isEqualTo(Frame.text("there"));
            await("a good check").atMost(SOON).until(() -> isUp("down-close"));
            first.deafen();

            Frame close = client.read();
            assertThat(close.closeCode()).hasValue(1012);
            assertThat(close.closeReason()).isEqualTo("member down");
            assertThat(first.visit(token).awaitClose().closeCode()).hasValue(1001);
            client.closeInOrder(close);
        }
        first.close();
        first = ScriptedMember.plain(FIRST);
    }

    /** What the server says of the first member, to this machine. */
    private static boolean isUp(String pool) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            String members =
                    client.knock(Knock.get("/sluice/health/ready?members")).body();
            return members.contains(
                    "\"pool\":\"" + pool + "\",\"member\":\"ws://127.0.0.1:" + FIRST + "\",\"health\":\"UP\"");
        }
    }

    @Test
    @DisplayName("H1.5 a member that answers 500 three times in a row is put aside, and let back in")
    void a_member_that_fails_in_a_row_is_put_aside() throws IOException {
        first.script("/broken", with -> with.refuse(500, List.of(), "no"));
        putAsideAndBack("/ejecting/broken?a=1", "UNANSWERED");
    }

    @Test
    @DisplayName("H1.5 a member whose relays die early three times in a row is put aside, and let back in")
    void a_member_whose_relays_die_early_is_put_aside() throws IOException {
        first.script("/broken", with -> {
            with.open();
            with.reset();
        });
        putAsideAndBack("/ejecting/broken?a=2", "DIED_EARLY");
    }

    private void putAsideAndBack(String target, String reason) throws IOException {
        second.script("/broken", with -> {
            with.open();
            with.send(Frame.close(1000, "not broken"));
        });
        Lines ejected = new Lines("member-ejected", "ejecting");
        await("the ejection").atMost(SOON).until(() -> {
            knockOnBroken(target);
            return !ejected.fresh().isEmpty();
        });
        ejected.await("reason=" + reason);
        first.forget("/broken");
        bothServe("ejecting");
    }

    private void knockOnBroken(String target) {
        try (RawClient client = RawClient.connect(front())) {
            if (client.knock(knockOn(target)).status() == 101) {
                client.closeInOrder(client.read());
            }
        } catch (IOException broken) {
            // it may well be
        }
    }

    @Test
    @DisplayName(
            "H2.1 where the only member is full one client waits in line; the others hear 503 and when to come again")
    void where_the_only_member_is_full_one_client_waits_in_line() throws IOException {
        Queue<HttpAnswer> answers = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> coming = new ArrayList<>();
        try (RawClient inside = open("/narrow/echo")) {
            for (int i = 0; i < 3; i++) {
                coming.add(Background.run(() -> answers.add(knockOnNarrow())));
            }
            await("all but one to be refused").atMost(SOON).until(() -> answers.size() == 2);
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).startsWith("FULL");
                assertThat(answer.all("Retry-After")).hasSize(1);
            });
            inside.closeInOrder(Frame.close(1000, ""));
        }
        coming.forEach(CompletableFuture::join);
        assertThat(answers).extracting(HttpAnswer::status).containsExactly(503, 503, 101);
    }

    private HttpAnswer knockOnNarrow() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.knock(knockOn("/narrow/echo"));
            if (answer.status() == 101) {
                client.closeInOrder(Frame.close(1000, ""));
            }
            return answer;
        }
    }

    @Test
    @DisplayName("H2.2 connections come from the addresses that are given, in turn")
    void connections_come_from_the_addresses_that_are_given() throws IOException {
        Queue<String> peers = new ConcurrentLinkedQueue<>();
        member().script("/from", with -> noted(with, peers));
        for (int i = 0; i < 4; i++) {
            open("/bound/from").close();
        }
        await().atMost(SOON).until(() -> peers.size() == 4);
        assertThat(peers).contains("127.0.0.2", "127.0.0.3").doesNotContain("127.0.0.1");
        member().forget("/from");
    }

    private static void noted(Conversation with, Queue<String> peers) throws IOException {
        peers.add(with.peer().getHostAddress());
        with.open();
    }

    /** What the log says of the first member from now on. */
    private static final class Lines {
        private final String text;
        private final int before;

        Lines(String event, String pool) {
            text = event + "  pool=" + pool + " member=ws://127.0.0.1:" + FIRST + " ";
            before = Log.current().linesWith(text).size();
        }

        List<String> fresh() {
            List<String> all = Log.current().linesWith(text);
            return all.subList(Math.min(before, all.size()), all.size());
        }

        void await(String detail) {
            org.awaitility.Awaitility.await(text).atMost(SOON).until(() -> fresh().stream()
                    .anyMatch(line -> line.contains(detail)));
        }
    }

    /** Clients that come all the time, and leave as soon as they are in. What matters is that they open. */
    private static final class Arrivals implements AutoCloseable {
        private static final int THREADS = 4;

        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger opened = new AtomicInteger();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final List<CompletableFuture<Void>> coming = new ArrayList<>();

        Arrivals(String target) {
            for (int i = 0; i < THREADS; i++) {
                coming.add(Background.run(() -> {
                    while (!over.get()) {
                        come(target);
                    }
                }));
            }
        }

        private void come(String target) {
            try (RawClient client = RawClient.open(front(), target)) {
                opened.incrementAndGet();
                leave(client);
            } catch (IOException e) {
                failures.add(String.valueOf(e));
            }
        }

        private static void leave(RawClient client) {
            try {
                client.closeInOrder(Frame.close(1000, ""));
            } catch (IOException lost) {
                // its member may have died meanwhile
            }
        }

        void awaitMore(int count) {
            int before = opened.get();
            await("more clients").atMost(SOON).until(() -> opened.get() >= before + count);
        }

        @Override
        public void close() {
            over.set(true);
            coming.forEach(CompletableFuture::join);
        }
    }
}
