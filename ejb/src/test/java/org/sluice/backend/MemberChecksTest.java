package org.sluice.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.backend.MemberChecks.Wanted;
import org.sluice.backend.ProbeResult.Verdict;
import org.sluice.transport.Certificates;
import org.sluice.transport.Destination;
import org.sluice.transport.Tls;

class MemberChecksTest {
    private static final Wanted ANY_BODY = new Wanted(code -> code < 300, Optional.empty());
    private static final Wanted READY =
            new Wanted(code -> code < 300, Optional.of(body -> body.contains("ready: yes")));

    private final MemberFixture fixture = new MemberFixture();
    private final MemberChecks checks = new MemberChecks(fixture.transport(), new Random(1));

    MemberChecksTest() throws IOException {}

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @DisplayName("backend R6.1 R6.3 a check by tcp connects, and leaves in order")
    void a_check_by_tcp_connects_and_leaves_in_order() throws Exception {
        try (FakeMember member = FakeMember.playing(handshake -> {})) {
            assertThat(tcp(member.port(), MemberFixture.LONG)).isEqualTo(ProbeResult.good());
            MemberConnection handshake = member.nextConnection();
            assertThat(handshake.isGone()).isTrue();
            assertThat(handshake.lines()).containsExactly("");
        }
    }

    @Test
    @DisplayName("backend R6.2 nothing listens: REFUSED; no such name: UNKNOWN HOST")
    void nobody_listens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(tcp(port, MemberFixture.LONG)).isEqualTo(ProbeResult.bad("REFUSED"));
        assertThat(checks.tcp(new Destination("no-such-member.invalid", 80, null), MemberFixture.LONG))
                .isEqualTo(ProbeResult.bad("UNKNOWN HOST"));
    }

    @Test
    @DisplayName("backend R6.3 a member that never ends its side is left all the same")
    void a_member_that_never_ends_its_side_is_left() throws IOException {
        try (ServerSocket ignoresInput = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(tcp(ignoresInput.getLocalPort(), MemberFixture.LONG)).isEqualTo(ProbeResult.good());
        }
    }

    @ParameterizedTest
    @DisplayName("backend R6.1 a check by http judges the status")
    @ValueSource(strings = {"200 OK", "404 Not Found", "503 "})
    void a_check_by_http_judges_the_status(String status) throws Exception {
        try (FakeMember member = FakeMember.playing(
                handshake -> handshake.say("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n"))) {
            ProbeResult found = checks.http("HEAD", attempt(member, MemberFixture.LONG), ANY_BODY);
            MemberConnection handshake = member.nextConnection();
            assertThat(handshake.lines())
                    .contains("HEAD /health?x=1 HTTP/1.1", "Host: chat.example", "Connection: close", "X-Check: 1");
            assertThat(handshake.isGone()).isTrue();
            assertThat(found)
                    .isEqualTo(
                            status.startsWith("200")
                                    ? ProbeResult.good()
                                    : ProbeResult.bad("STATUS " + status.substring(0, 3)));
        }
    }

    @Test
    @DisplayName(
            "backend R6.1 a check by http finds what it looks for in the body, whole or in chunks; its lack is called BODY")
    void a_check_by_http_looks_into_the_body() throws Exception {
        assertThat(checked("HTTP/1.1 200 OK\nContent-Length: 10\n\nready: yes")).isEqualTo(ProbeResult.good());
        assertThat(checked("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nready\n5\n: yes\n0\n\n"))
                .isEqualTo(ProbeResult.good());
        assertThat(checked("HTTP/1.1 200 OK\nContent-Length: 9\n\nready: no")).isEqualTo(ProbeResult.bad("BODY"));
        assertThat(checked("HTTP/1.1 204 None\n\n")).isEqualTo(ProbeResult.bad("BODY"));
        assertThat(checked("HTTP/1.1 503 Busy\nContent-Length: 10\n\nready: yes"))
                .isEqualTo(ProbeResult.bad("STATUS 503"));
    }

    @Test
    @DisplayName("backend R6.1 no more than 64 KiB of a body are looked at, and one that has no end is left")
    void no_more_than_64_kib_of_a_body_are_looked_at() throws Exception {
        String within = "x".repeat(MemberChecks.BODY_LOOKED_AT - 10) + "ready: yes";
        String endless = "HTTP/1.1 200 OK\nContent-Length: 1000000000\n\n";
        assertThat(checked(endless + within)).isEqualTo(ProbeResult.good());
        assertThat(checked(endless + "x" + within)).isEqualTo(ProbeResult.bad("BODY"));
    }

    @Test
    @DisplayName("backend R6.2 a body that does not come in time: TIMEOUT")
    void a_body_that_does_not_come_in_time() throws Exception {
        try (FakeMember member = FakeMember.saying("HTTP/1.1 200 OK\nContent-Length: 10\n\nready")) {
            assertThat(checks.http("GET", attempt(member, MemberFixture.SHORT), READY))
                    .isEqualTo(ProbeResult.bad("TIMEOUT"));
            assertThat(member.nextConnection().isGone()).isTrue();
        }
    }

    private ProbeResult checked(String answer) throws Exception {
        try (FakeMember member = FakeMember.saying(answer)) {
            ProbeResult found = checks.http("GET", attempt(member, MemberFixture.LONG), READY);
            assertThat(member.nextConnection().isGone()).isTrue();
            return found;
        }
    }

    @Test
    @DisplayName("backend R6.2 a member that does not answer a request: TIMEOUT, when the time is over")
    void a_member_that_says_nothing_to_a_request() throws Exception {
        try (FakeMember member = FakeMember.playing(handshake -> {})) {
            assertThat(checks.http("GET", attempt(member, MemberFixture.SHORT), ANY_BODY))
                    .isEqualTo(ProbeResult.bad("TIMEOUT"));
            assertThat(member.nextConnection().isGone()).isTrue();
        }
    }

    @Test
    @DisplayName(
            "backend R6.1 R6.3 a check by websocket is answered by the pong with its payload, and closed with 1000")
    void a_check_by_websocket_is_answered_by_its_pong() throws Exception {
        var echo = new PongingMember();
        try (FakeMember member = FakeMember.playing(echo)) {
            assertThat(checks.webSocket(attempt(member, MemberFixture.LONG))).isEqualTo(ProbeResult.good());
            MemberConnection handshake = member.nextConnection();
            assertThat(handshake.valueOf("Sec-WebSocket-Protocol")).isEqualTo("chat");
            assertThat(handshake.isGone()).isTrue();
            assertThat(echo.closeCode).isEqualTo(1000);
        }
    }

    @Test
    @DisplayName("backend R6.1 messages that the member sends before its pong do no harm")
    void what_the_member_says_by_itself_does_no_harm() throws Exception {
        var chatty = new PongingMember();
        chatty.first = new byte[] {(byte) 0x81, 2, 'h', 'i', (byte) 0x89, 1, 'x', (byte) 0x8a, 1, 'y'};
        try (FakeMember member = FakeMember.playing(chatty)) {
            assertThat(checks.webSocket(attempt(member, MemberFixture.LONG))).isEqualTo(ProbeResult.good());
        }
    }

    @Test
    @DisplayName("backend R6.2 an endpoint that opens and then is stuck: NO PONG")
    void an_endpoint_that_opens_and_then_is_stuck() throws Exception {
        try (FakeMember member = FakeMember.switching("Sec-WebSocket-Protocol: chat\r\n")) {
            assertThat(checks.webSocket(attempt(member, MemberFixture.SHORT))).isEqualTo(ProbeResult.bad("NO PONG"));
            assertThat(member.nextConnection().isGone()).isTrue();
        }
    }

    @Test
    @DisplayName("backend R6.1 a check by websocket detects a stuck endpoint whose port passes every other check")
    void a_check_by_websocket_tells_a_stuck_endpoint() throws Exception {
        FakeMember.Script opens = handshake -> handshake.say(handshake.goodAnswer("Sec-WebSocket-Protocol: chat\r\n"));
        FakeMember.Script stuck = handshake -> {
            if (handshake.lines().get(0).startsWith("HEAD")) {
                handshake.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
            toHandshakes(opens).play(handshake);
        };
        try (FakeMember member = FakeMember.playing(stuck)) {
            assertThat(tcp(member.port(), MemberFixture.LONG)).isEqualTo(ProbeResult.good());
            assertThat(checks.http("HEAD", attempt(member, MemberFixture.LONG), ANY_BODY))
                    .isEqualTo(ProbeResult.good());
            assertThat(checks.webSocket(attempt(member, MemberFixture.SHORT))).isEqualTo(ProbeResult.bad("NO PONG"));
        }
    }

    @Test
    @DisplayName(
            "backend R6.2 an expired, a foreign or an unknown certificate fails each check, and the connection is closed")
    void a_member_that_cannot_be_trusted_is_told() throws Exception {
        Map<String, String> reasons = Map.of(
                Certificates.EXPIRED, "TLS: expired",
                Certificates.OTHER_NAME, "TLS: wrong name",
                Certificates.UNKNOWN, "TLS: untrusted");
        for (var each : reasons.entrySet()) {
            ServerSocket listener = Certificates.showing(each.getKey())
                    .getServerSocketFactory()
                    .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            try (FakeMember member = FakeMember.playing(listener, handshake -> {})) {
                var to = new Destination("localhost", member.port(), new Tls(Certificates.trusting(), true));
                var attempt = attempt(to, MemberFixture.LONG);
                assertThat(List.of(
                                checks.tcp(to, MemberFixture.LONG),
                                checks.http("GET", attempt, ANY_BODY),
                                checks.webSocket(attempt)))
                        .containsOnly(ProbeResult.bad(each.getValue()));
                await().until(() -> member.connectionsEver() == 3 && member.connectionsLeft() == 0);
            }
        }
    }

    @Test
    @DisplayName("backend R6.3 however checks end, the member counts none of their connections afterwards")
    void however_checks_end_no_connection_is_left() throws Exception {
        FakeMember.Script well = handshake -> new PongingMember().play(handshake);
        FakeMember.Script stuck = handshake -> handshake.say(handshake.goodAnswer("Sec-WebSocket-Protocol: chat\r\n"));
        List<FakeMember.Script> moods = List.of(
                toHandshakes(well),
                toHandshakes(stuck),
                handshake -> {},
                handshake -> handshake.say("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"),
                handshake ->
                        handshake.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + "x".repeat(100_000)),
                handshake -> handshake.say("220 hello\r\n"),
                MemberConnection::end,
                MemberConnection::reset);
        for (FakeMember.Script mood : moods) {
            try (FakeMember member = FakeMember.playing(mood)) {
                tcp(member.port(), MemberFixture.SHORT);
                checks.http("GET", attempt(member, MemberFixture.SHORT), ANY_BODY);
                checks.http("GET", attempt(member, MemberFixture.SHORT), READY);
                checks.webSocket(attempt(member, MemberFixture.SHORT));
                await().until(() -> member.connectionsEver() == 4 && member.connectionsLeft() == 0);
            }
        }
    }

    /** Answers nothing else. */
    private static FakeMember.Script toHandshakes(FakeMember.Script script) {
        return handshake -> {
            if (!handshake.linesOf("Sec-WebSocket-Key").isEmpty()) {
                script.play(handshake);
            }
        };
    }

    @Test
    @DisplayName(
            "backend R6.2 an endpoint that does not answer the handshake: TIMEOUT; one that refuses: its status; one that cheats")
    void an_endpoint_that_does_not_open() throws Exception {
        try (FakeMember silent = FakeMember.playing(handshake -> {});
                FakeMember refusing = FakeMember.saying("HTTP/1.1 503 Busy\nContent-Length: 0\n\n");
                FakeMember cheating = FakeMember.saying(
                        "HTTP/1.1 101 Sure\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: no\n\n")) {
            assertThat(checks.webSocket(attempt(silent, MemberFixture.SHORT))).isEqualTo(ProbeResult.bad("TIMEOUT"));
            assertThat(checks.webSocket(attempt(refusing, MemberFixture.LONG)))
                    .isEqualTo(ProbeResult.bad("STATUS 503"));
            assertThat(checks.webSocket(attempt(cheating, MemberFixture.LONG)))
                    .isEqualTo(ProbeResult.bad("WRONG ACCEPT"));
            assertThat(silent.nextConnection().isGone()).isTrue();
            assertThat(refusing.nextConnection().isGone()).isTrue();
            assertThat(cheating.nextConnection().isGone()).isTrue();
        }
    }

    @Test
    @DisplayName("backend R6.4 a check that this machine cannot start does not count against the member")
    void what_this_machine_cannot_even_try_says_nothing() {
        assertThat(ProbeResult.of(new AttemptFailed(AttemptFailed.Cause.LOCAL, ""))
                        .verdict())
                .isEqualTo(Verdict.NONE);
        assertThat(ProbeResult.of(new AttemptFailed(AttemptFailed.Cause.CLOSED, ""))
                        .verdict())
                .isEqualTo(Verdict.NONE);
        assertThat(ProbeResult.of(new AttemptFailed(AttemptFailed.Cause.TLS_EXPIRED, "")))
                .isEqualTo(ProbeResult.bad("TLS: expired"));
        assertThat(ProbeResult.of(new AttemptFailed(AttemptFailed.Cause.TLS_WRONG_NAME, "")))
                .isEqualTo(ProbeResult.bad("TLS: wrong name"));
    }

    private ProbeResult tcp(int port, Duration timeout) {
        String address = InetAddress.getLoopbackAddress().getHostAddress();
        return checks.tcp(new Destination(address, port, null), timeout);
    }

    private static Attempt attempt(FakeMember member, Duration timeout) {
        String address = InetAddress.getLoopbackAddress().getHostAddress();
        return attempt(new Destination(address, member.port(), null), timeout);
    }

    private static Attempt attempt(Destination member, Duration timeout) {
        return new Attempt(
                member,
                "/health?x=1",
                MemberFixture.headers("X-Check", "1", "Sec-WebSocket-Protocol", "chat"),
                timeout,
                timeout,
                16 * 1024);
    }

    /** Opens, answers each ping, and answers the close. */
    private static final class PongingMember implements FakeMember.Script {
        private volatile byte[] first = {};
        private volatile int closeCode;

        @Override
        public void play(MemberConnection handshake) throws IOException {
            handshake.say(handshake.goodAnswer("Sec-WebSocket-Protocol: chat\r\n"));
            handshake.say(first);
            while (closeCode == 0) {
                byte[] head = handshake.read(2);
                byte[] mask = handshake.read(4);
                byte[] payload = handshake.read(head[1] & 0x7f);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= mask[i % 4];
                }
                answer(handshake, head[0] & 0xf, payload);
            }
        }

        private void answer(MemberConnection handshake, int opcode, byte[] payload) throws IOException {
            int answer = opcode == 9 ? 10 : opcode;
            if (opcode == 9 || opcode == 8) {
                byte[] frame = new byte[2 + payload.length];
                frame[0] = (byte) (0x80 | answer);
                frame[1] = (byte) payload.length;
                System.arraycopy(payload, 0, frame, 2, payload.length);
                handshake.say(frame);
            }
            if (opcode == 8) {
                closeCode = (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
            }
        }
    }
}
