package org.sluice.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.backend.MemberFixture.SHORT;
import static org.sluice.backend.MemberFixture.refusal;
import static org.sluice.backend.MemberFixture.text;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.handshake.Header;

/** Any other answer than 101. */
class MemberRefusalTest {
    private static final int MIB = 1 << 20;

    private final MemberFixture fixture;
    private final List<FakeMember> members = new ArrayList<>();

    MemberRefusalTest() throws IOException {
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

    private MemberRefusal refusalOf(String answer) throws IOException {
        return refusal(fixture.at(member(FakeMember.saying(answer))));
    }

    private void assertNothingIsLeft() throws InterruptedException {
        for (FakeMember member : members) {
            assertThat(member.nextConnection().isGone())
                    .as("the socket is given back")
                    .isTrue();
        }
    }

    @Test
    @DisplayName("backend R3.1 a 401 keeps both challenges and its body")
    void a_401_keeps_both_challenges_and_its_body() throws Exception {
        MemberRefusal refusal = refusalOf(
                """
                HTTP/1.1 401 Who Are You
                WWW-Authenticate: Basic realm="a, b"
                WWW-Authenticate: Bearer
                Content-Length: 4
                Connection: close, X-Hop
                X-Hop: 1

                NoneBEHIND""");

        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.reason()).isEqualTo("Who Are You");
        assertThat(refusal.headers().lines())
                .containsExactly(
                        new Header("WWW-Authenticate", "Basic realm=\"a, b\""),
                        new Header("WWW-Authenticate", "Bearer"),
                        new Header("Content-Length", "4"));
        assertThat(text(refusal.body())).isEqualTo("None");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R3.1 a 200 is a refusal, its body until the end of the connection")
    void a_200_is_a_refusal() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {
            handshake.say("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>");
            handshake.say("Hello</h1>");
            handshake.end();
        }));

        MemberRefusal refusal = refusal(fixture.at(member));

        assertThat(refusal.status()).isEqualTo(200);
        assertThat(text(refusal.body())).isEqualTo("<h1>Hello</h1>");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R3.1 a 302 keeps its Location and is not followed")
    void a_302_keeps_its_location() throws Exception {
        MemberRefusal refusal =
                refusalOf("HTTP/1.1 302 Found\nLocation: https://chat.example/login?a={b}\nContent-Length: 0\n\n");

        assertThat(refusal.status()).isEqualTo(302);
        assertThat(refusal.headers().all("Location")).containsExactly("https://chat.example/login?a={b}");
        assertThat(text(refusal.body())).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R3.1 a chunked 404 loses its chunks and trailers, not its body")
    void a_chunked_404_loses_its_chunks_not_its_body() throws Exception {
        MemberRefusal refusal = refusalOf(
                """
                HTTP/1.1 404 Not Found
                Transfer-Encoding: chunked
                Content-Length: 3

                6;ext=1
                not he
                2
                re
                0
                X-Trailer: 1

                """);

        assertThat(refusal.headers().lines()).isEmpty();
        assertThat(text(refusal.body())).isEqualTo("not here");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    @DisplayName("backend R3.1 Retry-After of a refusal is returned")
    void retry_after_is_told(int status) throws Exception {
        MemberRefusal refusal = refusalOf("HTTP/1.1 " + status + "\nRetry-After: 7\nContent-Length: 4\n\nbusy");

        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.reason()).isEmpty();
        assertThat(refusal.headers().first("Retry-After")).contains("7");
        assertThat(text(refusal.body())).isEqualTo("busy");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    @DisplayName("backend R3.1 a 204 and a 304 have no body and hold no socket")
    void a_204_and_a_304_have_no_body(int status) throws Exception {
        MemberRefusal refusal = refusalOf("HTTP/1.1 " + status + " -\nContent-Length: 9\nETag: \"x\"\n\n");

        assertThat(refusal.headers().lines()).containsExactly(new Header("ETag", "\"x\""));
        assertNothingIsLeft();
        assertThat(text(refusal.body())).isEmpty();
    }

    @Test
    @DisplayName("backend R3.1 an answer in HTTP/1.0 is an answer")
    void an_answer_in_http_1_0_is_an_answer() throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {
            handshake.say("HTTP/1.0 501 Not Implemented\r\nServer: old\r\n\r\nno");
            handshake.end();
        }));

        assertThat(text(refusal(fixture.at(member)).body())).isEqualTo("no");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R3.2 a body of 1 MiB is whole, and keeps its length")
    void a_body_of_1_mib_is_whole() throws Exception {
        MemberRefusal refusal = refusalOf("HTTP/1.1 500 -\nContent-Length: " + MIB + "\n\n" + "x".repeat(MIB));

        assertThat(refusal.headers().first("Content-Length")).contains(String.valueOf(MIB));
        assertThat(text(refusal.body())).hasSize(MIB);
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R3.2 a longer body has no Content-Length and breaks off at 1 MiB")
    void a_longer_body_is_cut() throws Exception {
        MemberRefusal refusal =
                refusalOf("HTTP/1.1 500 -\nContent-Length: " + (MIB + 1) + "\n\n" + "x".repeat(MIB + 1));

        assertThat(refusal.headers().lines()).isEmpty();
        assertThatThrownBy(() -> text(refusal.body())).hasMessage("the refusal is longer than " + MIB + " bytes");
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R3.2 a body that stops is given up after the handshake timeout")
    void a_body_that_stops_is_given_up() throws Exception {
        FakeMember member = member(FakeMember.saying("HTTP/1.1 500 -\nContent-Length: 10\n\nhalf"));
        MemberRefusal refusal = refusal(fixture.at(member, SHORT));

        assertThatThrownBy(() -> text(refusal.body())).isInstanceOf(SocketTimeoutException.class);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\n\r\nhalf",
                "Transfer-Encoding: chunked\r\n\r\nff\r\nhalf",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nab"
            })
    @DisplayName("backend R3.2 a body that breaks off is not reported as complete")
    void a_body_that_breaks_off_is_not_told_as_whole(String rest) throws Exception {
        FakeMember member = member(FakeMember.playing(handshake -> {
            handshake.say("HTTP/1.1 500 -\r\n" + rest);
            handshake.end();
        }));

        assertThatThrownBy(() -> text(refusal(fixture.at(member)).body())).isInstanceOf(IOException.class);
        assertNothingIsLeft();
    }

    @Test
    @DisplayName("backend R3.2 a body that is not wanted is closed unread")
    void a_body_that_is_not_wanted_is_closed_unread() throws Exception {
        MemberRefusal refusal = refusalOf("HTTP/1.1 500 -\nContent-Length: 1000000\n\nhalf");

        refusal.body().close();
        refusal.body().close();
        assertNothingIsLeft();
    }
}
