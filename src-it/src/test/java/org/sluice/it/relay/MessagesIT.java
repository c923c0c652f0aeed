package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Apart;

/** Relays of messages: what is carried, and how they open. */
@ResourceLock(Apart.MESSAGES)
class MessagesIT extends RelayIT {
    @ParameterizedTest(name = "it.relay I20.1 a text of {0} bytes comes back")
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, MIB})
    void a_text_comes_back(int length) throws IOException {
        comesBack(Frame.TEXT, Bytes.letters(length));
    }

    @ParameterizedTest(name = "it.relay I20.1 a binary message of {0} bytes comes back")
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, MIB})
    void a_binary_message_comes_back(int length) throws IOException {
        comesBack(Frame.BINARY, Bytes.random(length, length));
    }

    private void comesBack(int opcode, byte[] payload) throws IOException {
        try (RawClient client = open("/talk/echo")) {
            CompletableFuture<Void> sent = Background.run(() -> client.send(new Frame(true, 0, opcode, payload)));
            assertThat(readMessage(client, opcode)).isEqualTo(payload);
            sent.join();
            client.send(Frame.close(1000, "done"));
            assertThat(client.readClose().closeCode()).hasValue(1000);
            client.readToEnd();
        }
        assertThat(visit().awaitClose()).isEqualTo(Frame.close(1000, "done"));
        visit().awaitEnding();
    }

    /** All fragments of one message. */
    static byte[] readMessage(RawClient client, int opcode) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Frame frame = client.read();
        assertThat(frame.opcode()).isEqualTo(opcode);
        whole.write(frame.payload());
        while (!frame.fin()) {
            frame = client.read();
            assertThat(frame.opcode()).isEqualTo(Frame.CONTINUATION);
            whole.write(frame.payload());
        }
        return whole.toByteArray();
    }

    @Test
    @DisplayName("it.relay I20.2 a part goes on before its message has ended")
    void a_part_goes_on_before_its_message_has_ended() throws IOException {
        try (RawClient client = open("/talk/echo")) {
            client.send(Frame.text("one ").unfinished());
            Frame first = client.read();
            assertThat(first.fin()).isFalse();
            assertThat(first.payload()).isEqualTo("one ".getBytes(UTF_8));
            client.send(Frame.continuation("two".getBytes(UTF_8)));
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            Frame next;
            do {
                next = client.read();
                rest.write(next.payload());
            } while (!next.fin());
            assertThat(rest.toString(UTF_8)).isEqualTo("two");
        }
    }

    @Test
    @DisplayName("it.relay I20.3 what the member says first is not lost")
    void what_the_member_says_first_is_not_lost() throws IOException {
        try (RawClient client = open("/talk/burst?n=200")) {
            for (int i = 0; i < 200; i++) {
                assertThat(client.read().isControl()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("it.relay I20.4 the client gets the member's subprotocol")
    void the_client_gets_the_members_subprotocol() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.mustOpen(handshakeOn("/talk/subprotocol?answer=superchat")
                    .header("Sec-WebSocket-Protocol", "chat, superchat"));
            assertThat(answer.all("Sec-WebSocket-Protocol")).containsExactly("superchat");
        }
    }

    @Test
    @DisplayName("it.relay I20.4 the client gets the member's cookies, each by itself")
    void the_client_gets_the_members_cookies() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.mustOpen(handshakeOn("/talk/set-cookie"));
            assertThat(answer.all("Set-Cookie"))
                    .containsExactly(
                            "first=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "second=2; HttpOnly", "third=3");
            assertThat(answer.all("X-Twice")).containsExactly("one", "two");
        }
    }

    @Test
    @DisplayName("it.relay I20.5 a member's refusal passes as it was written")
    void a_members_refusal_passes() throws IOException {
        member().script("/talk-refused", with -> with.refuse(403, List.of("X-Why: no"), "not you"));
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.handshake(handshakeOn("/talk/talk-refused"));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.first("X-Why")).hasValue("no");
            assertThat(answer.body()).isEqualTo("not you");
        }
    }

    @Test
    @DisplayName("it.relay I20.6 a stranger at the endpoint's own path is not upgraded")
    void a_stranger_is_not_upgraded() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            assertThat(client.handshake(handshakeOn("/sluice/relay/0123456789abcdef"))
                            .status())
                    .isIn(403, 404);
        }
    }

    @Test
    @DisplayName("it.relay I20.7 a relay of frames is not touched by the endpoint, even where the target is no URI")
    void a_relay_of_frames_is_not_touched() throws IOException {
        try (RawClient client = open("/echo")) {
            client.send(Frame.text("x"));
            assertThat(client.read()).isEqualTo(Frame.text("x"));
            assertThat(client.closeInOrder(Frame.close(1000, "done"))).isEqualTo(Ending.FIN);
        }
    }
}
