package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;

/** What the client sees of the member's answer. */
class AnswerIT extends RelayIT {
    private HttpAnswer answerTo(HandshakeRequest handshake) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            return client.handshake(handshake);
        }
    }

    private HttpAnswer opened(HandshakeRequest handshake) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.mustOpen(handshake);
            client.send(Frame.text("works"));
            assertThat(client.read()).isEqualTo(Frame.text("works"));
            client.closeInOrder(Frame.close(1000, ""));
            return answer;
        }
    }

    @Test
    @DisplayName("it.relay I6.2 cookies and other headers of the member's 101 reach the client, repeated ones repeated")
    void cookies_and_other_headers_of_the_members_101_reach_the_client() throws IOException {
        HttpAnswer answer = opened(handshakeOn("/set-cookie"));
        assertThat(answer.all("Set-Cookie"))
                .containsExactly(
                        "first=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "second=2; HttpOnly", "third=3");
        assertThat(answer.all("X-Member")).containsExactly("says hello");
        assertThat(answer.all("X-Twice")).containsExactly("one", "two");
        assertThat(answer.all("Keep-Alive")).doesNotContain("timeout=5");
        assertThat(answer.all("Upgrade")).singleElement().asString().isEqualToIgnoringCase("websocket");
        assertThat(answer.all("Connection")).singleElement().asString().isEqualToIgnoringCase("upgrade");
        assertThat(answer.all("Sec-WebSocket-Accept")).hasSize(1);
        assertThat(answer.all("Sec-WebSocket-Protocol")).isEmpty();
        assertThat(answer.all("Sec-WebSocket-Extensions")).isEmpty();
    }

    @Test
    @DisplayName("it.relay I6.2 the member chooses the subprotocol")
    void the_member_chooses_the_subprotocol() throws IOException {
        HttpAnswer answer =
                opened(handshakeOn("/subprotocol?answer=chat.v1").header("Sec-WebSocket-Protocol", "chat.v2, chat.v1"));
        assertThat(answer.all("Sec-WebSocket-Protocol")).containsExactly("chat.v1");
    }

    @Test
    @DisplayName("it.relay I5.3 a subprotocol that nobody offered is a fault of the member: 502")
    void a_subprotocol_that_nobody_offered_is_a_fault_of_the_member() throws IOException {
        assertThat(answerTo(handshakeOn("/subprotocol?answer=other").header("Sec-WebSocket-Protocol", "chat.v1"))
                        .status())
                .isEqualTo(502);
        assertThat(answerTo(handshakeOn("/subprotocol?answer=other")).status()).isEqualTo(502);
    }

    @Test
    @DisplayName("it.relay I1.3 extensions are agreed between the two ends, and their bits travel")
    void extensions_are_agreed_between_the_two_ends_and_their_bits_travel() throws IOException {
        HandshakeRequest handshake = handshakeOn("/extensions?answer=x-made-up;%20list=%22a,%20b%22")
                .header("Sec-WebSocket-Extensions", "x-made-up; list=\"a, b\", permessage-deflate");
        try (RawClient client = RawClient.connect(front())) {
            assertThat(client.mustOpen(handshake).all("Sec-WebSocket-Extensions"))
                    .containsExactly("x-made-up; list=\"a, b\"");
            for (int rsv = 0; rsv < 8; rsv++) {
                Frame frame = new Frame(true, rsv, Frame.BINARY, new byte[] {1, 2, 3});
                client.send(frame);
                assertThat(client.read()).isEqualTo(frame);
            }
            client.closeInOrder(Frame.close(1000, ""));
        }
    }

    @ParameterizedTest(name = "it.relay I5.3 a member''s {0} reaches the client as it was written")
    @ValueSource(ints = {400, 401, 403, 404, 302, 410, 418, 429, 500})
    void a_members_refusal_reaches_the_client_as_it_was_written(int status) throws IOException {
        HttpAnswer answer = answerTo(handshakeOn("/refuse?body=not%20today&status=" + status));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("not today");
        assertThat(answer.all("X-Refused-By")).containsExactly("member");
        assertThat(answer.first("Content-Type").orElse("")).startsWith("text/plain");
    }

    @ParameterizedTest(name = "it.relay I5.3 {0} is answered with 502")
    @ValueSource(strings = {"/garbage", "/wrong-accept", "/mute"})
    void what_is_no_websocket_answer_is_answered_with_502(String path) throws IOException {
        assertThat(answerTo(handshakeOn(path)).status()).isEqualTo(502);
    }
}
