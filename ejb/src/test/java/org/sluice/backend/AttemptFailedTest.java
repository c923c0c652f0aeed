package org.sluice.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.backend.MemberFixture.LONG;
import static org.sluice.backend.MemberFixture.SHORT;
import static org.sluice.backend.MemberFixture.attempt;
import static org.sluice.backend.MemberFixture.headers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.backend.AttemptFailed.Cause;
import org.sluice.transport.Destination;

/** No answer, or none that can be passed on. */
class AttemptFailedTest {
    private final MemberFixture fixture;
    private final List<FakeMember> members = new ArrayList<>();

    AttemptFailedTest() throws IOException {
        fixture = makeFixture();
    }

    /** How attempts are made: here by a thread that waits. */
    MemberFixture makeFixture() throws IOException {
        return new MemberFixture();
    }

    @AfterEach
    void close() throws IOException {
        for (FakeMember member : members) {
            member.close();
        }
        fixture.close();
    }

    private FakeMember member(FakeMember member) {
        members.add(member);
        return member;
    }

    private static void assertFailed(AttemptResult answer, Cause cause) {
        assertThat(answer).isInstanceOfSatisfying(AttemptFailed.class, failed -> assertThat(failed.cause())
                .as(failed.detail())
                .isEqualTo(cause));
    }

    private void assertNothingIsLeft() throws InterruptedException {
        for (FakeMember member : members) {
            assertThat(member.nextConnection().isGone())
                    .as("the socket is given back")
                    .isTrue();
        }
    }

    @Test
    @DisplayName("backend R4.1 nothing listens: REFUSED")
    void nobody_listens() throws Exception {
        int port;
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listener.getLocalPort();
        }
        assertFailed(fixture.members().connect(attempt(port, "/", headers(), LONG)), Cause.REFUSED);
    }

    @Test
    @DisplayName("backend R4.1 no such name: UNKNOWN_HOST")
    void no_such_name() {
        var nowhere = new Destination("no-such-member.invalid", 80, null);
        assertFailed(
                fixture.members().connect(new Attempt(nowhere, "/", headers(), LONG, LONG, 1000)), Cause.UNKNOWN_HOST);
    }

    @Test
    @DisplayName("backend R4.2 a member that sends nothing is SILENT after the handshake timeout")
    void a_member_that_says_nothing_is_silent() throws Exception {
        long before = System.nanoTime();

        assertFailed(fixture.at(member(FakeMember.playing(handshake -> {})), SHORT), Cause.SILENT);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SHORT, SHORT.plusSeconds(3));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Pro",
                "HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\n",
                "HTTP/1.1 100 Continue\n\n"
            })
    @DisplayName("backend R4.2 a member that stops inside its answer is SILENT")
    void a_member_that_stops_inside_its_answer_is_silent(String half) throws Exception {
        assertFailed(fixture.at(member(FakeMember.saying(half)), SHORT), Cause.SILENT);
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R4.2 a member that sends byte by byte is SILENT, however often it does so")
    void a_member_that_drips_is_silent() throws Exception {
        var over = new CountDownLatch(1);
        FakeMember member = member(FakeMember.playing(handshake -> {
            handshake.say("HTTP/1.1 200 OK\r\nX: ");
            while (!waited(over, 20)) {
                handshake.say("x");
            }
        }));

        assertFailed(fixture.at(member, SHORT), Cause.SILENT);
        over.countDown();
        assertNothingIsLeft();
    }

    private static boolean waited(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\n\n",
                "\n\nHTTP/1.1 200 OK\n\n",
                " HTTP/1.1 200 OK\n\n",
                "HTTP/2 200 OK\n\n",
                "http/1.1 200 OK\n\n",
                "HTTP/1.1  200 OK\n\n",
                "HTTP/1.1 20 OK\n\n",
                "HTTP/1.1 2000 OK\n\n",
                "HTTP/1.1 099 OK\n\n",
                "HTTP/1.1 200OK\n\n",
                "HTTP/1.1 200 O\u0000K\n\n",
                "HTTP/1.1 200 OK\nNo colon\n\n",
                "HTTP/1.1 200 OK\n: no name\n\n",
                "HTTP/1.1 200 OK\nSpace : behind name\n\n",
                "HTTP/1.1 200 OK\nX: y\n folded\n\n",
                "HTTP/1.1 200 OK\n folded: at once\n\n",
                "HTTP/1.1 200 OK\nX: bare\rCR\n\n",
                "HTTP/1.1 200 OK\nX: a\u0001b\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\n",
                "HTTP/1.1 200 OK\nContent-Length: +1\n\n",
                "HTTP/1.1 200 OK\nContent-Length: -1\n\n",
                "HTTP/1.1 200 OK\nContent-Length: 1, 1\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: gzip\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n",
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked, chunked\n\n"
            })
    @DisplayName("backend R4.3 what is no strict HTTP/1 is NOT_HTTP")
    void what_is_no_strict_http_is_not_http(String answer) throws Exception {
        assertFailed(fixture.at(member(FakeMember.saying(answer))), Cause.NOT_HTTP);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "lines", "interim", "unended"})
    @DisplayName("backend R4.3 a head larger than allowed is HEADER_TOO_LARGE")
    void a_head_larger_than_allowed(String kind) throws Exception {
        String text =
                switch (kind) {
                    case "line" -> "HTTP/1.1 200 OK\nX: " + "x".repeat(17_000) + "\n\n";
                    case "lines" -> "HTTP/1.1 200 OK\n" + "X: y\n".repeat(4_000) + "\n";
                    case "interim" -> "HTTP/1.1 100 Continue\n\n".repeat(1_000);
                    default -> "x".repeat(17_000);
                };
        assertFailed(fixture.at(member(FakeMember.saying(text))), Cause.HEADER_TOO_LARGE);
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R4.3 a head just small enough is read")
    void a_head_just_small_enough_is_read() throws Exception {
        String line = "X: " + "x".repeat(16 * 1024 - "HTTP/1.1 200 OK\r\n\r\n\r\nX: ".length());
        FakeMember member = member(FakeMember.saying("HTTP/1.1 200 OK\n" + line + "\n\n"));

        MemberFixture.refusal(fixture.at(member)).body().close();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n",
                "HTTP/1.1 200 OK\r\nX: y",
                "HTTP/1.1 200 OK"
            })
    @DisplayName("backend R4.3 a member that ends before its answer is whole: RESET")
    void a_member_that_ends_before_its_answer_is_whole(String half) throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {
            handshake.say(half);
            handshake.end();
        }));
        assertFailed(fixture.at(member), Cause.RESET);
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R4.3 a member that resets: RESET")
    void a_member_that_resets() throws Exception {
        assertFailed(fixture.at(member(FakeMember.playing(MemberConnection::reset))), Cause.RESET);
    }

    @Test
    @DisplayName("backend R4.4 an interrupt ends the wait at once with CLOSED, and the flag stays up")
    void an_interrupt_ends_the_wait_at_once() throws Exception {
        FakeMember member = FakeMember.playing(handshake -> {});
        var result = new CompletableFuture<AttemptResult>();
        var flag = new CompletableFuture<Boolean>();
        var waiting = new Thread(() -> {
            result.complete(fixture.at(member));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        MemberConnection handshake = member.nextConnection();
        waiting.interrupt();

        assertFailed(result.get(2, TimeUnit.SECONDS), Cause.CLOSED);
        assertThat(flag.get(2, TimeUnit.SECONDS)).isTrue();
        assertThat(handshake.isGone()).isTrue();
        member.close();
    }

    @Test
    @DisplayName("backend R4.4 a thread that comes interrupted gets CLOSED and keeps its flag")
    void a_thread_that_comes_interrupted_gets_closed() throws Exception {
        FakeMember member = member(FakeMember.switching(""));
        Thread.currentThread().interrupt();

        AttemptResult answer = fixture.at(member);

        assertThat(Thread.interrupted()).isTrue();
        assertFailed(answer, Cause.CLOSED);
    }

    @Test
    @DisplayName("backend R4.4 an interrupt behind the answer leaves the leg open and the flag up")
    void an_interrupt_behind_the_answer_leaves_the_leg_open() throws Exception {
        FakeMember member = member(FakeMember.switching(""));

        AttemptResult answer = fixture.interruptedBehindReads().connect(attempt(member.port(), "/", headers(), LONG));

        assertThat(Thread.interrupted()).isTrue();
        ChannelLeg leg = MemberFixture.opened(answer).leg();
        assertThat(leg.write(ByteBuffer.wrap(new byte[9]))).isEqualTo(9);
        leg.abort();
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R5.1 a connection that opens in the moment we give up is given back")
    void a_connection_that_opens_in_the_moment_we_give_up_is_given_back() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {}));
        Attempt patient = attempt(member.port(), "/", headers(), LONG);
        var attempt = new Attempt(patient.destination(), "/", headers(), Duration.ofMillis(1), LONG, 1000);

        assertFailed(fixture.openingWhenGivenUp().connect(attempt), Cause.LOCAL);

        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R4.1 a closed transport: CLOSED")
    void a_closed_transport() throws Exception {
        FakeMember member = member(FakeMember.switching(""));
        fixture.close();
        assertFailed(fixture.at(member), Cause.CLOSED);
    }
}
