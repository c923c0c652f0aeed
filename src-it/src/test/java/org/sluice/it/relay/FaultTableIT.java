package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.ProcessVitals;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ResettingMember;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.kit.SilentMember;

/**
 * Pools whose first member is faulty. Each lets one handshake wait for a member at a time, and no member carry more than a
 * few relays: a lease that one test leaves behind is missed by the next ones.
 */
@SuppressWarnings("NullAway.Init") // the members are made before the first test
class FaultTableIT extends RelayIT {
    /** What a server adds to every answer, or says about this connection alone. */
    private static final Set<String> SERVERS_OWN = Set.of(
            "date", "server", "x-powered-by", "connection", "keep-alive", "transfer-encoding", "x-frame-options");

    private static ScriptedMember first;
    private static ScriptedMember last;
    private static List<Closeable> others;

    @BeforeAll
    static void listen() throws IOException {
        first = ScriptedMember.plain(Integer.getInteger("sluice.it.edge.faulty1.port"));
        last = ScriptedMember.plain(Integer.getInteger("sluice.it.edge.faulty2.port"));
        Stream.of("edge", "edge-both", "edge-one", "edge-all", "edge-hurry").forEach(pool -> {
            first.script("/" + pool + "/x", Fault.named("first"));
            last.script("/" + pool + "/x", Fault.named("last"));
        });
        others = List.of(
                first,
                last,
                SilentMember.full(Integer.getInteger("sluice.it.edge.full.port")),
                ResettingMember.listening(Integer.getInteger("sluice.it.edge.blunt.port")));
    }

    @AfterAll
    static void close() throws IOException {
        for (Closeable member : others) {
            member.close();
        }
    }

    @ParameterizedTest(name = "it.relay E1.1 {0}: the next member opens, and the log says why")
    @EnumSource
    void a_fault_of_the_first_member_costs_a_retry(Fault fault) throws IOException {
        Attempts attempts = Attempts.at("edge");
        opensAtTheGoodOne("/edge/x?first=" + fault);
        assertThat(first.visits(token)).hasSize(1);
        assertThat(attempts.awaited(1)).singleElement().asString().contains(failed(first, fault));
        nothingIsLeft();
    }

    @ParameterizedTest(name = "it.relay E1.1 {0} of one and a reset of another: each is asked once")
    @EnumSource(names = {"RESET", "WRONG_ACCEPT", "SILENCE", "STATUS_503"})
    void two_faulty_members_are_asked_once_each(Fault fault) throws IOException {
        Attempts attempts = Attempts.at("edge-both");
        opensAtTheGoodOne("/edge-both/x?last=RESET&first=" + fault);
        assertThat(first.visits(token)).hasSize(1);
        assertThat(last.visits(token)).hasSize(1);
        assertThat(attempts.awaited(2))
                .hasSize(2)
                .anyMatch(line -> line.contains(failed(first, fault)))
                .anyMatch(line -> line.contains(failed(last, Fault.RESET)));
        nothingIsLeft();
    }

    @ParameterizedTest(name = "it.relay E1.1 pool {0}, whose first member is not reached ({1}): the next one opens")
    @CsvSource({"edge-refusing, REFUSED", "edge-full, CONNECT_TIMEOUT", "edge-no-tls, TLS"})
    void a_member_that_is_not_reached_costs_a_retry(String pool, String cause) throws IOException {
        Attempts attempts = Attempts.at(pool);
        opensAtTheGoodOne("/" + pool + "/x");
        assertThat(attempts.awaited(1))
                .singleElement()
                .asString()
                .contains(" cause=" + cause + " ")
                .containsPattern(" took=\\d+ms ");
        nothingIsLeft();
    }

    @ParameterizedTest(
            name = "it.relay E1.2 when nobody is left, the last member''s {0} reaches the client as it was written")
    @CsvSource({"502, STATUS_503", "503, RESET", "504, SILENCE"})
    void the_last_members_answer_reaches_the_client_as_it_was_written(int status, Fault before) throws IOException {
        Attempts attempts = Attempts.at("edge-all");
        HttpAnswer answer = refused("/edge-all/x?first=" + before + "&last=STATUS_" + status);
        asWritten(answer, status);
        assertThat(first.visits(token)).hasSize(1);
        assertThat(last.visits(token)).hasSize(1);
        assertThat(attempts.awaited(2)).hasSize(2);
        nothingIsLeft();
    }

    @ParameterizedTest(name = "it.relay E1.3 {0}, then {1} of the last member: {2}")
    @CsvSource({
        "RESET, SILENCE, 504",
        "STATUS_503, SILENCE, 504",
        "SILENCE, RESET, 502",
        "STATUS_503, GARBAGE, 502",
        "RESET, MISSING_ACCEPT, 502"
    })
    void without_an_answer_the_last_fault_decides(Fault before, Fault end, int status) throws IOException {
        HttpAnswer answer = refused("/edge-all/x?first=" + before + "&last=" + end);
        assertThat(answer.status()).isEqualTo(status);
        inOurOwnWords(answer);
        nothingIsLeft();
    }

    @Test
    @DisplayName("it.relay E1.3 a pool that nobody answers for: 502")
    void a_pool_that_nobody_answers_for() throws IOException {
        HttpAnswer answer = refused("/edge-nobody/x");
        assertThat(answer.status()).isEqualTo(502);
        inOurOwnWords(answer);
    }

    @Test
    @DisplayName("it.relay E1.3 a pool in which nobody may be asked: 503 and when to come again")
    void a_pool_in_which_nobody_may_be_asked() throws IOException {
        HttpAnswer answer = refused("/edge-weightless/x");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.all("Retry-After")).singleElement().asString().matches("\\d+");
        inOurOwnWords(answer);
    }

    @Test
    @DisplayName("it.relay E1.4 with retries=0 the first member's word is the last one")
    void with_no_retries_the_first_members_word_is_the_last_one() throws IOException {
        asWritten(refused("/edge-one/x?first=STATUS_503"), 503);
        assertThat(refused("/edge-one/x?first=RESET").status()).isEqualTo(502);
        assertThat(refused("/edge-one/x?first=SILENCE").status()).isEqualTo(504);
        assertThat(first.visits(token)).hasSize(3);
        assertThat(member().visits(token)).isEmpty();
        nothingIsLeft();
    }

    @Test
    @DisplayName("it.relay E1.4 when the budget is spent nobody else is asked")
    void when_the_budget_is_spent_nobody_else_is_asked() throws IOException {
        long began = System.nanoTime();
        assertThat(refused("/edge-hurry/x?first=SILENCE&last=SILENCE").status()).isEqualTo(504);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(1400), Duration.ofMillis(4000));
        assertThat(member().visits(token)).isEmpty();
        nothingIsLeft();
    }

    private void opensAtTheGoodOne(String target) throws IOException {
        try (RawClient client = open(target)) {
            client.send(Frame.text("works"));
            assertThat(client.read()).isEqualTo(Frame.text("works"));
            assertThat(client.closeInOrder(Frame.close(1000, "done"))).isEqualTo(Ending.FIN);
        }
        assertThat(member().visits(token)).hasSize(1);
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
    }

    private HttpAnswer refused(String target) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            return client.handshake(handshakeOn(target));
        }
    }

    private static String failed(ScriptedMember member, Fault fault) {
        return " member=ws://127.0.0.1:" + member.port() + " cause=" + fault.cause() + " took=";
    }

    private static void asWritten(HttpAnswer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(Fault.body(status));
        List<String> expected = Stream.concat(
                        Fault.LINES.stream(),
                        Stream.of("Content-Length: " + Fault.body(status).length()))
                .toList();
        assertThat(answer.headers().lines())
                .filteredOn(line -> !SERVERS_OWN.contains(
                        line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)))
                .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(answer.all("X-Twice")).containsExactly("one", "two");
        assertThat(answer.all("Set-Cookie")).containsExactly("first=1; Path=/", "second=2");
    }

    /** Where members live is not for clients. */
    private static void inOurOwnWords(HttpAnswer answer) {
        assertThat(answer.first("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.body()).isNotBlank().doesNotContain("127.0.0.1").doesNotContain(":/");
    }

    private static void nothingIsLeft() {
        await("no connection to a faulty member").atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(first.openConnections()).isZero();
            assertThat(last.openConnections()).isZero();
            ProcessVitals server = vitals();
            for (String port : List.of("faulty1", "faulty2", "full", "blunt", "refusing")) {
                assertThat(server.connectionsTo(Integer.getInteger("sluice.it.edge." + port + ".port")))
                        .describedAs(port)
                        .isZero();
            }
        });
    }
}
