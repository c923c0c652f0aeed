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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.MembersPage;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Log;

/** Two members that die, get stuck and come back, behind pools that look at them five times a second. */
@ResourceLock(Apart.COMING_AND_GOING)
@SuppressWarnings("NullAway.Init") // the members are made before the first test
class MemberHealthIT extends RelayIT {
    private static final int FIRST = Integer.getInteger("sluice.it.health1.port");
    private static final int SECOND = Integer.getInteger("sluice.it.health2.port");

    /** Several times what a check, and what a change of state takes. */
    private static final Duration SOON = Duration.ofSeconds(15);

    /** Two clients, each twice: members take turns, and so both meet either. */
    private static final List<String> FROM = List.of("127.0.0.1", "127.0.0.1", "127.0.0.3", "127.0.0.3");

    private static ScriptedMember first;
    private static ScriptedMember second;

    @BeforeAll
    static void listen() throws IOException {
        first = ScriptedMember.plain(FIRST);
        second = ScriptedMember.plain(SECOND);
    }

    @AfterAll
    static void close() throws IOException {
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
    @DisplayName("it.relay H1.2 a check by websocket tells a stuck endpoint behind a port that answers")
    void a_check_by_websocket_tells_a_stuck_endpoint() throws IOException {
        bothServe("stuck");
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
    @DisplayName("it.relay H1.2 a check by http tells a member whose status or body is not as expected")
    void a_check_by_http_tells_a_status_and_a_body() throws IOException {
        first.script("/well", with -> with.refuse(200, List.of(), "fine"));
        second.script("/well", with -> with.refuse(203, List.of(), "well, mostly"));
        await("a good check").atMost(SOON).until(() -> isUp("http-checked", FIRST) && isUp("http-checked", SECOND));
        Lines down = new Lines("member-down", "http-checked");
        first.script("/well", with -> with.refuse(503, List.of(), "busy"));
        down.await("reason=\"STATUS 503\"");
        allAtTheSecond("/http-checked/echo");

        first.script("/well", with -> with.refuse(200, List.of(), "fine"));
        bothServe("http-checked");
        first.script("/well", with -> with.refuse(200, List.of(), "not fine"));
        down.await("reason=BODY");
    }

    private void allAtTheSecond(String target) throws IOException {
        for (int i = 0; i < 6; i++) {
            open(target).close();
        }
        assertThat(second.visits(token)).hasSize(6);
        assertThat(first.visits(token)).isEmpty();
    }

    @Test
    @DisplayName("it.relay H1.3 checks leave no connection behind")
    void checks_leave_no_connection_behind() {
        int before = second.connectionsEver();
        await("many checks").atMost(SOON).until(() -> second.connectionsEver() > before + 25);
        await("none of them left").atMost(SOON).until(() -> second.openConnections() == 0);
        assertThat(vitals().connectionsTo(SECOND)).isLessThan(4);
    }

    @Test
    @DisplayName(
            "it.relay H1.4 with on-down=close the sessions of a member that is down end: the client with 1012, the member with 1001")
    void with_on_down_close_the_sessions_of_a_member_that_is_down_end() throws IOException {
        try (RawClient client = open("/down-close/echo")) {
            client.send(Frame.text("there"));
            assertThat(client.read()).isEqualTo(Frame.text("there"));
            await("a good check").atMost(SOON).until(() -> isUp("down-close", FIRST));
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

    /** What the server says of a member. */
    private static boolean isUp(String pool, int port) throws IOException {
        return new MembersPage(front())
                .member(pool, port)
                .filter(seen -> seen.health().equals("UP"))
                .isPresent();
    }

    @ParameterizedTest(name = "it.relay H1.5 a member that answers {0} to one path is not put aside")
    @ValueSource(ints = {500, 502, 503, 504})
    void a_member_that_answers_with_an_error_is_not_put_aside(int status) throws IOException {
        first.script("/broken", with -> with.refuse(status, List.of(), "no"));
        second.script("/broken", with -> with.refuse(status, List.of(), "no"));
        bothServe("ejecting");
        Lines ejected = new Lines("member-ejected", "ejecting");
        for (int i = 0; i < 14; i++) {
            handshakeOnBroken("127.0.0." + (1 + i % 3), "/ejecting/broken?a=" + i);
        }
        assertThat(ejected.fresh()).isEmpty();
        bothServe("ejecting");
        forgetBroken();
    }

    @Test
    @DisplayName(
            "it.relay H1.5 with eject-on-status a member that answers so to more than one client is put aside, and let back in")
    void with_eject_on_status_a_member_is_put_aside() throws IOException {
        first.script("/broken", with -> with.refuse(503, List.of(), "no"));
        second.script("/broken", MemberHealthIT::notBroken);
        bothServe("ejecting-status");
        Lines ejected = new Lines("member-ejected", "ejecting-status");
        for (int i = 0; i < 14; i++) {
            handshakeOnBroken("127.0.0.1", "/ejecting-status/broken?a=" + i);
        }
        assertThat(ejected.fresh()).as("by one client alone").isEmpty();
        await("the ejection").atMost(SOON).until(() -> {
            for (String from : FROM) {
                handshakeOnBroken(from, "/ejecting-status/broken");
            }
            return !ejected.fresh().isEmpty();
        });
        ejected.await("reason=STATUS");
        forgetBroken();
        bothServe("ejecting-status");
    }

    @Test
    @DisplayName(
            "it.relay H1.5 a member whose relays die early, of several clients and paths, is put aside, and let back in")
    void a_member_whose_relays_die_early_is_put_aside() throws IOException {
        for (String path : List.of("/broken", "/broken-too")) {
            first.script(path, with -> {
                with.open();
                with.reset();
            });
            second.script(path, MemberHealthIT::notBroken);
        }
        bothServe("ejecting");
        Lines ejected = new Lines("member-ejected", "ejecting");
        for (int i = 0; i < 14; i++) {
            handshakeOnBroken("127.0.0." + (1 + i % 3), "/ejecting/broken");
        }
        assertThat(ejected.fresh()).as("at one path alone").isEmpty();
        await("the ejection").atMost(SOON).until(() -> {
            for (String from : FROM) {
                handshakeOnBroken(from, "/ejecting/broken" + (from.endsWith("3") ? "-too" : ""));
            }
            return !ejected.fresh().isEmpty();
        });
        ejected.await("reason=DIED_EARLY");
        forgetBroken();
        bothServe("ejecting");
    }

    @Test
    @DisplayName("it.relay H1.5 a member that speaks no HTTP three times in a row is put aside, and let back in")
    void a_member_that_speaks_no_http_is_put_aside() throws IOException {
        first.script("/broken", with -> with.write(new byte[] {1, 2, 3, 10, 13, 10}));
        second.script("/broken", MemberHealthIT::notBroken);
        bothServe("ejecting");
        Lines ejected = new Lines("member-ejected", "ejecting");
        await("the ejection").atMost(SOON).until(() -> {
            handshakeOnBroken("127.0.0.1", "/ejecting/broken");
            return !ejected.fresh().isEmpty();
        });
        ejected.await("reason=UNANSWERED");
        forgetBroken();
        bothServe("ejecting");
    }

    private static void notBroken(Conversation with) throws IOException {
        with.open();
        with.send(Frame.close(1000, "not broken"));
    }

    private static void forgetBroken() {
        for (String path : List.of("/broken", "/broken-too")) {
            first.forget(path);
            second.forget(path);
        }
    }

    private void handshakeOnBroken(String from, String target) {
        try (RawClient client = RawClient.connectFrom(from, front())) {
            if (client.handshake(handshakeOn(target)).status() == 101) {
                client.closeInOrder(client.read());
            }
        } catch (IOException broken) {
            // it may well be
        }
    }

    @Test
    @DisplayName(
            "it.relay H2.1 where the only member is full one client waits in line; the others hear 503 and when to come again")
    void where_the_only_member_is_full_one_client_waits_in_line() throws IOException {
        Queue<HttpAnswer> answers = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> coming = new ArrayList<>();
        try (RawClient inside = open("/narrow/echo")) {
            for (int i = 0; i < 3; i++) {
                coming.add(Background.run(() -> answers.add(handshakeOnNarrow())));
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

    private HttpAnswer handshakeOnNarrow() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.handshake(handshakeOn("/narrow/echo"));
            if (answer.status() == 101) {
                client.closeInOrder(Frame.close(1000, ""));
            }
            return answer;
        }
    }

    @Test
    @DisplayName("it.relay H2.2 connections come from the addresses that are given, in turn")
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
}
