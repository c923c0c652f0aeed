package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;

/** Quiet sessions: which end, which live. The limits stand in server.properties. */
class AliveIT extends RelayIT {
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration LIFETIME = Duration.ofSeconds(3);
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    /** The sweeps may take two of these, a busy machine the third. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final Frame IDLE_CLOSE = Frame.close(1001, "idle 2s");
    private static final Frame HELLO = Frame.text("hello");

    private ClosingClient polite(String target) throws IOException {
        return new ClosingClient(open(target));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static boolean isOurPing(Frame frame) {
        return frame.opcode() == Frame.PING && frame.length() == Long.BYTES;
    }

    private static boolean isPong(Frame frame) {
        return frame.opcode() == Frame.PONG;
    }

    @Test
    @DisplayName(
            "it.relay I8.1 a session on which nobody speaks ends with 1001 on both legs, no earlier than its limit and soon")
    void a_session_on_which_nobody_speaks_ends_at_its_limit() throws IOException {
        var log = new ClosedLines("idle");
        try (RawClient client = open("/idle/echo")) {
            long spoke = System.nanoTime();
            client.send(HELLO);
            assertThat(client.read()).isEqualTo(HELLO);
            long heard = System.nanoTime();

            assertThat(client.read()).isEqualTo(IDLE_CLOSE);
            assertThat(since(spoke)).isGreaterThanOrEqualTo(IDLE);
            assertThat(since(heard)).isLessThanOrEqualTo(IDLE.plus(LATE));
            assertThat(client.closeInOrder(IDLE_CLOSE)).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose()).isEqualTo(IDLE_CLOSE);
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
        log.expect(1, "cause=IDLE by=sluice code=1001 reason=\"idle 2s\"");
    }

    @Test
    @DisplayName("it.relay I8.2 I8.5 a heartbeat holds a quiet session, and neither side sees a pong that answers it")
    void a_heartbeat_holds_a_quiet_session() throws IOException {
        var log = new ClosedLines("idle");
        try (ClosingClient client = polite("/beat/echo")) {
            await("three idle limits")
                    .during(IDLE.multipliedBy(3).plusMillis(500))
                    .atMost(IDLE.multipliedBy(5))
                    .until(client::isOpen);

            client.send(HELLO);
            client.awaitFrame(HELLO);
            assertThat(client.count(AliveIT::isOurPing)).isGreaterThanOrEqualTo(4);
            assertThat(client.count(AliveIT::isPong)).isZero();
            assertThat(visit().frames().stream().filter(AliveIT::isOurPing)).hasSizeGreaterThanOrEqualTo(4);
            assertThat(visit().frames()).noneMatch(AliveIT::isPong);
            client.send(Frame.close(1000, "done"));
            client.awaitEnd();
        }
        log.expect(1, "cause=CLOSED by=CLIENT code=1000", "rtt=");
    }

    @Test
    @DisplayName("it.relay I8.5 pings and pongs of the two ends pass beside our own, whatever they look like")
    void pings_and_pongs_of_the_two_ends_pass() throws IOException {
        try (ClosingClient client = polite("/beat/ping?payload=eightbyt")) {
            client.awaitFrame(Frame.ping("eightbyt"));
            client.send(Frame.ping("are you there"));
            client.awaitFrame(Frame.pong("are you there"));
            client.send(Frame.pong("unasked!"));
            await("our own pings on both legs")
                    .atMost(Duration.ofSeconds(10))
                    .until(() ->
                            visit().frames().stream().filter(AliveIT::isOurPing).count() >= 2
                                    && client.count(AliveIT::isOurPing) >= 3);

            assertThat(visit().frames().stream().filter(AliveIT::isPong))
                    .containsExactly(Frame.pong("eightbyt"), Frame.pong("unasked!"));
            assertThat(visit().frames()).contains(Frame.ping("are you there"));
            assertThat(client.heard().stream().filter(AliveIT::isPong)).containsExactly(Frame.pong("are you there"));
            client.send(Frame.close(1000, ""));
            client.awaitEnd();
        }
    }

    @Test
    @DisplayName("it.relay I8.1 where answers to our pings are no life, a session that only answers them ends")
    void where_answers_are_no_life_a_session_that_only_answers_ends() throws IOException {
        long before = System.nanoTime();
        try (ClosingClient client = polite("/beat-no-life/echo")) {
            long opened = System.nanoTime();
            assertThat(client.awaitClose()).isEqualTo(IDLE_CLOSE);
            assertThat(since(before)).isGreaterThanOrEqualTo(IDLE);
            assertThat(since(opened)).isLessThanOrEqualTo(IDLE.plus(LATE));
            client.awaitEnd();
            assertThat(client.count(AliveIT::isOurPing)).isPositive();
        }
        assertThat(visit().awaitClose()).isEqualTo(IDLE_CLOSE);
    }

    @Test
    @DisplayName("it.relay I8.3 a session ends at its maximum lifetime, give or take a tenth: 1012 to the client")
    void a_session_ends_at_its_maximum_lifetime() throws IOException {
        long before = System.nanoTime();
        try (ClosingClient client = polite("/lifetime/echo")) {
            long opened = System.nanoTime();
            assertThat(client.awaitClose()).isEqualTo(Frame.close(1012, "maximum lifetime"));
            assertThat(since(before))
                    .isGreaterThanOrEqualTo(LIFETIME.multipliedBy(9).dividedBy(10));
            assertThat(since(opened))
                    .isLessThanOrEqualTo(LIFETIME.multipliedBy(11).dividedBy(10).plus(LATE));
            client.awaitEnd();
        }
        assertThat(visit().awaitClose()).isEqualTo(Frame.close(1001, "maximum lifetime"));
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
    }

    @Test
    @DisplayName("it.relay I8.4 a client that vanished is found within two intervals, and its member reset")
    void a_client_that_vanished_is_found_and_its_member_reset() throws IOException {
        var log = new ClosedLines("heart");
        try (RawClient client = open("/heart/echo")) {
            client.send(HELLO);
            assertThat(client.read()).isEqualTo(HELLO);
            long last = System.nanoTime(); // it neither reads nor says another byte

            assertThat(visit().awaitEnding()).isEqualTo(Ending.RST);
            assertThat(visit().close()).isEmpty();
            assertThat(since(last)).isLessThanOrEqualTo(INTERVAL.multipliedBy(2).plus(LATE));
            assertThat(client.readToEnd()).isEqualTo(Ending.RST);
        }
        log.expect(1, "cause=SILENT by=CLIENT code=1006", "detail=\"two pings unanswered\"");
    }

    @Test
    @DisplayName("it.relay I8.4 a member that vanished is found within two intervals, and its client told")
    void a_member_that_vanished_is_found_and_its_client_told() throws IOException {
        var log = new ClosedLines("heart");
        try (ClosingClient client = polite("/heart/stall")) {
            long opened = System.nanoTime();
            assertThat(client.awaitClose()).isEqualTo(Frame.close(1012, "member silent"));
            assertThat(since(opened))
                    .isLessThanOrEqualTo(INTERVAL.multipliedBy(2).plus(LATE));
            client.awaitEnd();
        }
        visit().release();
        assertThat(visit().awaitEnding()).isEqualTo(Ending.RST);
        log.expect(1, "cause=SILENT by=MEMBER code=1012", "detail=\"two pings unanswered\"");
    }

    @Test
    @EnabledIfSystemProperty(named = "sluice.long", matches = "true")
    @DisplayName(
            "it.relay I8.6 where nothing is limited, a client that only listens lives on, and so do two that are silent")
    void where_nothing_is_limited_quiet_sessions_live_on() throws IOException {
        member().script("/push", AliveIT::push);
        try (ClosingClient listens = polite("/endless/push");
                ClosingClient silent = new ClosingClient(RawClient.open(front(), "/endless/echo"))) {
            await("longer than any timer of the server's own")
                    .during(Duration.ofSeconds(120))
                    .atMost(Duration.ofSeconds(130))
                    .until(() -> listens.isOpen() && silent.isOpen());

            assertThat(listens.count(HELLO::equals)).isGreaterThanOrEqualTo(20);
            silent.send(HELLO);
            silent.awaitFrame(HELLO);
        }
    }

    /** A text every five seconds, until the connection is gone. */
    private static void push(Conversation with) throws IOException, InterruptedException {
        with.open();
        var never = new CountDownLatch(1);
        while (!never.await(5, TimeUnit.SECONDS)) {
            with.send(HELLO);
        }
    }
}
