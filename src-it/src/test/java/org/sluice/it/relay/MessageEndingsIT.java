package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameBytes;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;

/** How relays of messages end. */
@ResourceLock(Apart.MESSAGES)
class MessageEndingsIT extends RelayIT {
    private static final int PART = 16 << 10;

    /** Where the server alone sees what a client sends. */
    private static final boolean ON_WILDFLY = Kind.current() == Kind.WILDFLY;

    @ParameterizedTest(name = "it.relay I22.1 a client''s close {0} and its reason reach the member")
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4999})
    void a_clients_close_reaches_the_member(int code) throws IOException {
        try (RawClient client = open("/talk/echo")) {
            client.send(Frame.close(code, "because"));
            client.readToEnd();
        }
        assertThat(visit().awaitClose()).isEqualTo(Frame.close(code, "because"));
        visit().awaitEnding();
    }

    @Test
    @DisplayName("it.relay I22.1 of many clients that close right behind their 101 none is taken for lost")
    void of_many_clients_that_close_at_once_none_is_taken_for_lost() {
        for (int round = 0; round < (LONG ? 200 : 4); round++) {
            var leaving = Stream.generate(() -> Background.run(this::openAndClose))
                    .limit(16)
                    .toList();
            leaving.forEach(CompletableFuture::join);
        }
        assertThat(member().visits(token))
                .allSatisfy(visit -> assertThat(visit.awaitClose()).isEqualTo(Frame.close(1000, "because")));
    }

    private void openAndClose() throws IOException {
        try (RawClient client = open("/talk/echo")) {
            client.send(Frame.close(1000, "because"));
            client.readToEnd();
        }
    }

    @ParameterizedTest(
            name =
                    "it.relay I22.1 a client''s close {0} reaches the member; today not on WildFly, which takes it for a fault")
    @ValueSource(ints = {1012, 1013, 1014})
    void a_clients_close_with_a_late_code_reaches_the_member(int code) throws IOException {
        try (RawClient client = open("/talk/echo")) {
            client.send(Frame.close(code, "because"));
            assertThat(client.readClose().closeCode()).hasValue(ON_WILDFLY ? 1002 : 1000);
            client.readToEnd();
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(ON_WILDFLY ? 1002 : code);
        visit().awaitEnding();
    }

    @Test
    @DisplayName(
            "it.relay I22.1 a client's close without a code reaches the member without one; today as 1000 on WildFly")
    void a_clients_close_without_a_code_reaches_the_member_without_one() throws IOException {
        try (RawClient client = open("/talk/echo")) {
            client.send(Frame.closeWithoutCode());
            client.readToEnd();
        }
        assertThat(visit().awaitClose()).isEqualTo(ON_WILDFLY ? Frame.close(1000, "") : Frame.closeWithoutCode());
    }

    @ParameterizedTest(
            name =
                    "it.relay I22.2 a member''s close {0} and its reason reach the client, and the member gets its answer")
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void a_members_close_reaches_the_client(int code) throws IOException {
        try (RawClient client = open("/talk/close?reason=because&code=" + code)) {
            assertThat(client.readClose()).isEqualTo(Frame.close(code, "because"));
            client.send(Frame.close(1000, ""));
            client.readToEnd();
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(code);
        visit().awaitEnding();
    }

    @Test
    @DisplayName(
            "it.relay I22.2 today: a member's close without a code is 1000 to the client, since the API has no other word for it")
    void a_members_close_without_a_code_is_1000() throws IOException {
        try (RawClient client = open("/talk/close")) {
            assertThat(client.readClose().closeCode()).hasValue(1000);
        }
        assertThat(visit().awaitClose()).isEqualTo(Frame.closeWithoutCode());
    }

    @Test
    @DisplayName("it.relay I22.3 a client that resets ends the member without a close frame")
    void a_client_that_resets_ends_the_member() throws IOException {
        try (RawClient client = open("/talk/echo")) {
            echo(client);
            client.reset();
        }
        visit().awaitEnding();
        assertThat(visit().close()).isEmpty();
    }

    @Test
    @DisplayName("it.relay I22.3 a client that hangs up ends the member without a close frame")
    void a_client_that_hangs_up_ends_the_member() throws IOException {
        try (RawClient client = open("/talk/echo")) {
            echo(client);
            client.finish();
            client.readToEnd();
        }
        visit().awaitEnding();
        assertThat(visit().close()).isEmpty();
    }

    @ParameterizedTest(name = "it.relay I22.3 a member that leaves at {0} is 1012 to the client")
    @ValueSource(strings = {"/reset", "/half-close"})
    void a_member_that_leaves_is_1012_to_the_client(String path) throws IOException {
        try (RawClient client = open("/talk" + path)) {
            client.send(Frame.text("go"));
            assertThat(client.readClose().closeCode()).hasValue(1012);
            client.closeInOrder(Frame.close(1012, ""));
        }
    }

    private static void echo(RawClient client) throws IOException {
        client.send(Frame.text("hello"));
        assertThat(client.read()).isEqualTo(Frame.text("hello"));
    }

    @Test
    @DisplayName("it.relay I22.4 a silent relay ends with 1001 at its idle limit, on both sides")
    void a_silent_relay_ends_at_its_idle_limit() throws IOException {
        try (RawClient client = open("/talk-idle/echo")) {
            echo(client);
            assertThat(client.readClose()).isEqualTo(Frame.close(1001, "idle 2s"));
            client.send(Frame.close(1001, ""));
            client.readToEnd();
        }
        assertThat(visit().awaitClose()).isEqualTo(Frame.close(1001, "idle 2s"));
    }

    @Test
    @DisplayName("it.relay I22.4 heartbeats hold a silent relay beyond its idle limit")
    void heartbeats_hold_a_silent_relay() throws IOException {
        try (RawClient client = open("/talk-beat/echo")) {
            long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            int pings = 0;
            while (System.nanoTime() - until < 0) {
                Frame frame = client.read();
                assertThat(frame.opcode()).isEqualTo(Frame.PING);
                client.send(new Frame(true, 0, Frame.PONG, frame.payload()));
                pings++;
            }
            assertThat(pings).isGreaterThan(3);
            echoAmongPings(client);
        }
    }

    private static void echoAmongPings(RawClient client) throws IOException {
        client.send(Frame.text("still there"));
        Frame frame = client.read();
        while (frame.opcode() == Frame.PING) {
            frame = client.read();
        }
        assertThat(frame).isEqualTo(Frame.text("still there"));
    }

    @Test
    @DisplayName("it.relay I22.5 a message above max-message ends with 1009 on both sides")
    void a_message_above_max_message_ends_with_1009() throws IOException {
        try (RawClient client = open("/talk-small/swallow")) {
            byte[] part = Bytes.letters(PART);
            client.send(Frame.binary(part).unfinished());
            for (int i = 0; i < 4; i++) {
                client.send(Frame.continuation(part).unfinished());
            }
            assertThat(client.readClose().closeCode()).hasValue(1009);
            client.send(Frame.close(1009, ""));
            client.readToEnd();
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(1009);
    }

    @Test
    @DisplayName(
            "it.relay I22.5 a frame of the client above max-frame ends with 1009 on both sides, and the log names the key")
    void a_frame_of_the_client_above_max_frame_ends_with_1009() throws IOException {
        var log = new ClosedLines("talk");
        try (RawClient client = open("/talk-short/swallow")) {
            client.send(Frame.binary(new byte[1_000]), Frame.binary(new byte[2_000]));
            assertThat(client.readClose()).isEqualTo(Frame.close(1009, "a frame is longer than max-frame"));
            client.send(Frame.close(1009, ""));
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(1009);
        log.expect(1, "cause=TOO_BIG by=CLIENT code=1009", "longer than max-frame");
    }

    @Test
    @DisplayName("it.relay I22.5 a frame of the member above max-frame ends with 1009 on both sides")
    void a_frame_of_the_member_above_max_frame_ends_with_1009() throws IOException {
        member().script("/talk-long", with -> {
            with.open();
            with.send(Frame.binary(new byte[2_000]));
            with.drain();
        });
        try (RawClient client = open("/talk-short/talk-long")) {
            assertThat(client.readClose().closeCode()).hasValue(1009);
            client.send(Frame.close(1009, ""));
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(1009);
    }

    @Test
    @DisplayName("it.relay I22.6 a client that takes nothing is ended, and its member without a close frame")
    void a_client_that_takes_nothing_is_ended() throws IOException {
        var log = new ClosedLines("talk");
        member().script("/talk-pour", MessageEndingsIT::pour);
        try (RawClient client = RawClient.connect(front(), 8 << 10)) {
            client.mustOpen(handshakeOn("/talk-slow/talk-pour"));
            visit().awaitEnding();
            assertThat(visit().close()).isEmpty();
            log.expect(1, "cause=SLOW by=CLIENT code=1006");
        }
    }

    private static void pour(Conversation with) throws IOException {
        with.open();
        var enough = new AtomicBoolean();
        byte[] frame =
                FrameBytes.unmasked(Frame.binary(Bytes.letters(64 << 10))).toBytes();
        CompletableFuture<Void> pouring = Background.run(() -> {
            while (!enough.get()) {
                with.write(frame);
            }
        });
        with.read();
        enough.set(true);
        pouring.exceptionally(gone -> null).join();
    }

    @Test
    @DisplayName("it.relay I22.6 a member that takes nothing is ended, its client told 1013")
    void a_member_that_takes_nothing_is_ended() throws IOException {
        var log = new ClosedLines("talk");
        try (RawClient client = open("/talk-slow/stall")) {
            var enough = new AtomicBoolean();
            CompletableFuture<Void> pouring = Background.run(() -> {
                byte[] frame = RawClient.masked(Frame.binary(Bytes.letters(64 << 10)));
                while (!enough.get()) {
                    client.send(frame);
                }
            });
            assertThat(client.readClose()).isEqualTo(Frame.close(1013, "member slow"));
            enough.set(true);
            pouring.exceptionally(gone -> null);
            log.expect(1, "cause=SLOW by=MEMBER code=1013");
        }
        visit().release();
        visit().awaitEnding();
    }

    @Test
    @DisplayName("it.relay I22.7 a frame of the client that breaks a rule is told to both")
    void a_frame_of_the_client_that_breaks_a_rule() throws IOException {
        try (RawClient client = open("/talk/echo")) {
            client.send(new Frame(true, 0, 3, new byte[] {1}));
            assertThat(client.readClose().closeCode()).hasValue(1002);
        }
        visit().awaitClose();
        visit().awaitEnding();
    }

    @Test
    @DisplayName("it.relay I22.8 a text of the member that is not UTF-8 is told to both")
    void a_text_of_the_member_that_is_not_utf_8() throws IOException {
        member().script("/talk-not-utf8", with -> {
            with.open();
            with.send(new Frame(true, 0, Frame.TEXT, new byte[] {(byte) 0xff, (byte) 0xfe}));
            with.read();
        });
        try (RawClient client = open("/talk/talk-not-utf8")) {
            assertThat(client.readClose()).isEqualTo(Frame.close(1012, "member broke the protocol"));
            client.send(Frame.close(1012, ""));
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(1007);
    }

    @Test
    @DisplayName("it.relay I22.9 messages of 10 MiB, each a single frame, come back")
    void messages_of_10_mib_come_back() throws IOException {
        byte[] payload = Bytes.random(10, 10 * MIB);
        try (RawClient client = open("/talk/echo")) {
            for (int i = 0; i < (LONG ? 10 : 2); i++) {
                CompletableFuture<Void> sent = Background.run(() -> client.send(Frame.binary(payload)));
                assertThat(MessagesIT.readMessage(client, Frame.BINARY)).isEqualTo(payload);
                sent.join();
            }
            client.send(Frame.close(1000, ""));
            client.readClose();
        }
    }
}
