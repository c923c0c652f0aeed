package org.sluice.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.backend.MemberFixture.LONG;
import static org.sluice.backend.MemberFixture.attempt;
import static org.sluice.backend.MemberFixture.headers;
import static org.sluice.backend.MemberFixture.opened;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.backend.AttemptFailed.Cause;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.relay.LegEvents;

/** A 101, good or not. */
class OpenedLegTest {
    private final MemberFixture fixture;
    private final List<FakeMember> members = new ArrayList<>();

    OpenedLegTest() throws IOException {
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

    private FakeMember switching(String more) throws IOException {
        return member(FakeMember.switching(more));
    }

    /** A member whose 101 is a good one but for what {@code from} becomes. */
    private FakeMember spoiling(String from, String to) throws IOException {
        return member(FakeMember.playing(handshake -> {
            String good = handshake.goodAnswer("");
            assertThat(good).contains(from);
            handshake.say(good.replace(from, to));
        }));
    }

    private void assertFailed(FakeMember member, Headers asked, Cause cause) throws InterruptedException {
        assertThat(fixture.at(member, asked))
                .isInstanceOfSatisfying(AttemptFailed.class, failed -> assertThat(failed.cause())
                        .isEqualTo(cause));
        assertThat(member.nextConnection().isGone())
                .as("the socket is given back")
                .isTrue();
    }

    @Test
    @DisplayName("backend R2.1 a good 101 opens a leg that carries bytes both ways")
    void a_good_101_opens_a_leg_that_carries_bytes_both_ways() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {
            handshake.say(handshake.goodAnswer(""));
            handshake.say(handshake.read(5));
        }));

        ChannelLeg leg = opened(fixture.at(member)).leg();
        ByteBuffer hello = ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(leg.write(hello)).isEqualTo(5);

        assertThat(MemberFixture.read(leg, 5)).asString().isEqualTo("hello");
        assertThat(leg.remoteAddress().getPort()).isEqualTo(member.port());
        leg.finish();
        assertThat(member.nextConnection().isGone()).isTrue();
    }

    @Test
    @DisplayName("backend R2.1 the end-to-end headers of the 101 are returned, repeated ones repeated")
    void the_end_to_end_headers_of_the_101_are_told() throws Exception {
        FakeMember member = switching(
                """
                Set-Cookie: a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT
                set-cookie: b=2
                Sec-WebSocket-Protocol: v2
                Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=12
                Keep-Alive: timeout=5
                Content-Length: 0
                X-Empty:
                Server: fake/1
                """
                        .replace("\n", "\r\n"));

        OpenedLeg opened = opened(fixture.at(member, headers("Sec-WebSocket-Protocol", "v1, v2")));

        assertThat(opened.headers().lines())
                .containsExactly(
                        new Header("Set-Cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"),
                        new Header("set-cookie", "b=2"),
                        new Header("Sec-WebSocket-Protocol", "v2"),
                        new Header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits=12"),
                        new Header("X-Empty", ""),
                        new Header("Server", "fake/1"));
        opened.leg().abort();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 101, 3000, 16 * 1024, 300_000})
    @DisplayName("backend R2.2 bytes in one packet with the 101, and those behind, come out of the leg in order")
    void early_bytes_come_out_of_the_leg_in_order(int count) throws Exception {
        byte[] early = new byte[count];
        new Random(count).nextBytes(early);
        FakeMember member = member(FakeMember.playing(handshake -> {
            byte[] head = handshake.goodAnswer("").getBytes(StandardCharsets.US_ASCII);
            handshake.say(ByteBuffer.allocate(head.length + count)
                    .put(head)
                    .put(early)
                    .array());
        }));

        ChannelLeg leg = opened(fixture.at(member)).leg();

        assertThat(MemberFixture.read(leg, count)).isEqualTo(early);
        leg.abort();
        assertThat(member.nextConnection().isGone()).isTrue();
    }

    @Test
    @DisplayName("backend R2.5 a leg passes a prefetch on to the listener that it notifies of bytes")
    void a_leg_hands_on_a_look_ahead() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> handshake.say(handshake.goodAnswer(""))));
        ChannelLeg leg = opened(fixture.at(member)).leg();
        leg.open(new LegEvents() {
            @Override
            public int beforeReadable() {
                return 7;
            }

            @Override
            public void readable() {}

            @Override
            public void writable() {}
        });

        assertThat(leg.beforeReadable()).isEqualTo(7);
        leg.abort();
    }

    @Test
    @DisplayName("backend R2.2 the end right behind early bytes is reported too")
    void the_end_right_behind_early_bytes_is_told_too() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {
            handshake.say(handshake.goodAnswer("") + "bye");
            handshake.end();
        }));
        ChannelLeg leg = opened(fixture.at(member)).leg();

        assertThat(MemberFixture.readToEnd(leg)).asString().isEqualTo("bye");
        leg.finish();
        assertThat(member.nextConnection().isGone()).isTrue();
    }

    @Test
    @DisplayName("backend R2.1 a 101 in single bytes, with LF alone and with lists over several lines is a good one")
    void a_101_in_single_bytes_is_a_good_one() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {
            String good = handshake
                    .goodAnswer("")
                    .replace("Connection: Upgrade", "connection:keep-alive\nConnection:\tupgrade ");
            for (byte b :
                    good.replace("websocket", "WebSocket").replace("\r\n", "\n").getBytes(StandardCharsets.US_ASCII)) {
                handshake.say(new byte[] {b});
            }
        }));

        opened(fixture.at(member)).leg().abort();
    }

    @Test
    @DisplayName("backend R3.3 interim answers before the 101 are skipped")
    void interim_answers_before_the_101_are_skipped() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {
            handshake.say("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            handshake.say(handshake.goodAnswer("X: y\r\n"));
        }));

        OpenedLeg opened = opened(fixture.at(member));
        assertThat(opened.headers().lines()).containsExactly(new Header("X", "y"));
        opened.leg().abort();
    }

    @Test
    @DisplayName("backend R2.3 a wrong accept value is refused")
    void a_wrong_accept_value_is_refused() throws Exception {
        assertFailed(spoiling("Accept: ", "Accept: x"), headers(), Cause.WRONG_ACCEPT);
    }

    @Test
    @DisplayName("backend R2.3 a missing accept value is refused")
    void a_missing_accept_value_is_refused() throws Exception {
        assertFailed(spoiling("Sec-WebSocket-Accept", "X-Accept"), headers(), Cause.WRONG_ACCEPT);
    }

    @Test
    @DisplayName("backend R2.3 a repeated accept value is refused")
    void a_repeated_accept_value_is_refused() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake ->
                handshake.say(handshake.goodAnswer("Sec-WebSocket-Accept: " + handshake.acceptValue() + "\r\n"))));
        assertFailed(member, headers(), Cause.WRONG_ACCEPT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Upgrade: websocket>Upgrade: h2c",
                "Upgrade: websocket>X: y",
                "Upgrade: websocket>Upgrade: websocket, h2c",
                "Connection: Upgrade>Connection: keep-alive",
                "Connection: Upgrade>X: y",
                "HTTP/1.1 101>HTTP/1.0 101"
            })
    @DisplayName("backend R2.3 a 101 to something else than WebSocket is refused")
    void a_101_to_something_else_is_refused(String from, String to) throws Exception {
        assertFailed(spoiling(from, to), headers(), Cause.WRONG_UPGRADE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Protocol: v3",
                "Sec-WebSocket-Protocol: V1",
                "Sec-WebSocket-Protocol: v1, v2",
                "Sec-WebSocket-Protocol: v1\r\nSec-WebSocket-Protocol: v1",
                "Sec-WebSocket-Protocol:"
            })
    @DisplayName("backend R2.4 a subprotocol that was not offered is refused")
    void a_subprotocol_that_was_not_offered_is_refused(String line) throws Exception {
        assertFailed(switching(line + "\r\n"), headers("Sec-WebSocket-Protocol", "v1, v2"), Cause.WRONG_SUBPROTOCOL);
    }

    @Test
    @DisplayName("backend R2.4 a subprotocol where none was offered is refused")
    void a_subprotocol_where_none_was_offered_is_refused() throws Exception {
        assertFailed(switching("Sec-WebSocket-Protocol: v1\r\n"), headers(), Cause.WRONG_SUBPROTOCOL);
    }

    @Test
    @DisplayName("backend R2.4 no subprotocol where some were offered is the member's right")
    void no_subprotocol_where_some_were_offered_is_the_members_right() throws Exception {
        opened(fixture.at(switching(""), headers("Sec-WebSocket-Protocol", "v1, v2")))
                .leg()
                .abort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate", "x-unknown; a=\"b,c\", y", ";;=,", ""})
    @DisplayName("backend R2.4 an extension passes, offered or not, well written or not")
    void an_extension_passes(String value) throws Exception {
        OpenedLeg opened = opened(fixture.at(switching("Sec-WebSocket-Extensions: " + value + "\r\n")));

        assertThat(opened.headers().all("Sec-WebSocket-Extensions")).containsExactly(value);
        opened.leg().abort();
    }

    @Test
    @DisplayName("backend R5.2 50 threads connect at once")
    void fifty_threads_connect_at_once() throws Exception {
        FakeMember member = switching("");
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Future<AttemptResult>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String target = "/" + i;
            answers.add(
                    threads.submit(() -> fixture.members().connect(attempt(member.port(), target, headers(), LONG))));
        }

        for (Future<AttemptResult> answer : answers) {
            opened(answer.get(10, TimeUnit.SECONDS)).leg().abort();
        }
        for (int i = 0; i < 500; i++) {
            assertThat(member.nextConnection().isGone()).isTrue();
        }
        threads.shutdownNow();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .as("R5.2 nor does Tyrus start any of its own")
                .noneMatch(name -> name.startsWith("tyrus"));
    }
}
