package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit's two ends, joined without anything between them. */
class KitTest {
    private ScriptedMember member;
    private Address address;

    @BeforeEach
    void open() throws IOException {
        member = ScriptedMember.plain(0);
        address = Address.plain(member.port());
    }

    @AfterEach
    void close() throws IOException {
        member.close();
    }

    @Test
    @DisplayName("it.kit K2.1 an echo keeps fragments, answers pings and closes in order")
    void an_echo_keeps_fragments_answers_pings_and_closes_in_order() throws IOException {
        try (RawClient client = RawClient.open(address, "/echo?token=a")) {
            Frame start = Frame.text("one ").unfinished();
            Frame end = Frame.continuation("two".getBytes(UTF_8));
            client.send(start, Frame.ping("still there"), end, Frame.close(3000, "bye"));

            assertThat(List.of(client.read(), client.read(), client.read(), client.read()))
                    .containsExactly(start, Frame.pong("still there"), end, Frame.close(3000, "bye"));
            assertThat(client.readOrEnd()).isEmpty();
        }
        assertThat(member.visit("a").awaitEnding()).isEqualTo(Ending.FIN);
        assertThat(member.visit("a").awaitClose().closeCode()).hasValue(3000);
    }

    @Test
    @DisplayName("it.kit K1.1 every way to write a length arrives as the same frame")
    void every_way_to_write_a_length_arrives_as_the_same_frame() throws IOException {
        try (RawClient client = RawClient.open(address, "/echo")) {
            for (FrameBytes.LengthForm form : FrameBytes.LengthForm.values()) {
                client.send(FrameBytes.masked(Frame.text("hello"), 0x01020304)
                        .as(form)
                        .toBytes());
                assertThat(client.read()).isEqualTo(Frame.text("hello"));
            }
            for (int length : new int[] {125, 126, 65_535, 65_536, 1 << 20}) {
                client.send(Frame.binary(Bytes.letters(length)));
                assertThat(client.read()).isEqualTo(Frame.binary(Bytes.letters(length)));
            }
        }
    }

    @Test
    @DisplayName("it.kit K2.2 the member tells a reset from an end, also inside a frame")
    void the_member_tells_a_reset_from_an_end_also_inside_a_frame() throws IOException {
        byte[] frame = RawClient.masked(Frame.text("never whole"));
        try (RawClient reset = RawClient.open(address, "/echo?token=reset");
                RawClient cut = RawClient.open(address, "/echo?token=cut");
                RawClient end = RawClient.open(address, "/echo?token=end")) {
            reset.reset();
            cut.send(Arrays.copyOf(frame, 8));
            cut.finish();
            end.finish();
            assertThat(member.visit("reset").awaitEnding()).isEqualTo(Ending.RST);
            assertThat(member.visit("cut").awaitEnding()).isEqualTo(Ending.FIN_IN_FRAME);
            assertThat(member.visit("end").awaitEnding()).isEqualTo(Ending.FIN);
        }
        Awaitility.await().until(() -> member.openConnections() == 0);
    }

    @Test
    @DisplayName("it.kit K2.1 the client tells how the member left")
    void the_client_tells_how_the_member_left() throws IOException {
        assertThat(endOf("/reset")).isEqualTo(Ending.RST);
        assertThat(endOf("/reset-in-frame")).isEqualTo(Ending.RST);
        assertThat(endOf("/finish-in-frame")).isEqualTo(Ending.FIN_IN_FRAME);
        assertThat(endOf("/half-close")).isEqualTo(Ending.FIN);
    }

    private Ending endOf(String path) throws IOException {
        try (RawClient client = RawClient.open(address, path)) {
            client.send(Frame.text("go"));
            return client.readToEnd();
        }
    }

    @Test
    @DisplayName("it.kit K2.1 the member speaks behind its 101, bursts and floods")
    void the_member_speaks_behind_its_101_bursts_and_floods() throws IOException {
        try (RawClient burst = RawClient.open(address, "/burst?n=1000&hurry=true");
                RawClient flood = RawClient.open(address, "/flood?bytes=3000000")) {
            for (int i = 0; i < 1000; i++) {
                assertThat(burst.read()).isEqualTo(Frame.text("message " + i));
            }
            assertThat(burst.read().closeCode()).hasValue(1000);
            assertThat(flood.readClose().closeCode()).hasValue(1000);
        }
    }

    @Test
    @DisplayName("it.kit K1.2 an answer is shown as it was written")
    void an_answer_is_shown_as_it_was_written() throws IOException {
        try (RawClient cookies = RawClient.connect(address);
                RawClient refused = RawClient.connect(address);
                RawClient garbage = RawClient.connect(address);
                RawClient wrong = RawClient.connect(address)) {
            assertThat(cookies.mustOpen(HandshakeRequest.on("/set-cookie"))
                            .headers()
                            .lines())
                    .contains("set-cookie: third=3", "X-Twice: one", "X-Twice: two");
            HttpAnswer answer = refused.handshake(HandshakeRequest.on("/refuse?status=418&body=short%20and%20stout"));
            assertThat(answer.status()).isEqualTo(418);
            assertThat(answer.body()).isEqualTo("short and stout");
            assertThatThrownBy(() -> garbage.handshake(HandshakeRequest.on("/garbage")))
                    .hasMessageContaining("Not an HTTP answer");
            assertThatThrownBy(() -> wrong.mustOpen(HandshakeRequest.on("/wrong-accept")))
                    .hasMessageContaining("Expected 101");
        }
    }

    @Test
    @DisplayName("it.kit K1.1 frames may travel in the same packet as the handshake, and its bytes arrive as sent")
    void frames_may_travel_in_the_same_packet_as_the_handshake() throws IOException {
        try (RawClient client = RawClient.connect(address)) {
            HandshakeRequest handshake =
                    HandshakeRequest.on("/headers?token=%7B&x=%E2%82%AC").header("X-Odd", "  two  spaces");
            client.handshakeAndSend(handshake, List.of(Frame.text("show me")));
            assertThat(client.read().text()).isEqualTo(new String(handshake.bytes(address.authority()), UTF_8));
            assertThat(member.visit("{").request().path()).isEqualTo("/headers");
        }
    }

    @Test
    @DisplayName("it.kit K2.1 a stalled member goes on when it is released")
    void a_stalled_member_goes_on_when_it_is_released() throws IOException {
        try (RawClient client = RawClient.open(address, "/stall?token=s").waitLimits(Duration.ofMillis(200))) {
            client.send(Frame.text("hello"), Frame.close(1000, ""));
            assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
            member.visit("s").release();
            assertThat(client.waitLimits(Duration.ofSeconds(5)).read().closeCode())
                    .hasValue(1000);
            assertThat(member.visit("s").bytesReceived()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("it.kit K2.1 all of it works over TLS too")
    void all_of_it_works_over_tls_too(@TempDir Path directory) throws IOException {
        Path keys = Tls.newKeyStore(directory.resolve("member.p12"));
        try (ScriptedMember secure = ScriptedMember.tls(0, Tls.of(keys));
                RawClient client = RawClient.open(Address.tls(secure.port()), "/echo?token=a");
                RawClient reset = RawClient.open(Address.tls(secure.port()), "/echo?token=b")) {
            client.send(Frame.binary(Bytes.letters(100_000)));
            assertThat(client.read()).isEqualTo(Frame.binary(Bytes.letters(100_000)));
            assertThat(client.closeInOrder(Frame.close(1000, "bye"))).isEqualTo(Ending.FIN);
            reset.reset();
            assertThat(secure.visit("a").awaitEnding()).isEqualTo(Ending.FIN);
            assertThat(secure.visit("b").awaitEnding()).isEqualTo(Ending.RST);
        }
    }

    @Test
    @DisplayName("it.kit K2.1 it carries 1 000 connections at once")
    void it_carries_1_000_connections_at_once() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            clients.add(RawClient.open(address, "/echo"));
        }
        assertThat(member.openConnections()).isEqualTo(1000);
        for (RawClient client : clients) {
            client.send(Frame.text("here"));
            assertThat(client.read().text()).isEqualTo("here");
            client.close();
        }
    }

    @Test
    @DisplayName("it.kit K1.1 a frame without a mask goes out without one")
    void a_frame_without_a_mask_goes_out_without_one() {
        byte[] bytes = FrameBytes.unmasked(Frame.text("hi")).toBytes();
        assertThat(bytes).containsExactly(0x81, 2, 'h', 'i');
        assertThat(new FrameHeader(true, 0, 1, OptionalInt.empty(), 2).toBytesUnmasked())
                .containsExactly(0x81, 2);
    }

    @Test
    @DisplayName("it.kit K2.2 the vitals of this very process are plausible")
    void the_vitals_of_this_very_process_are_plausible() {
        ProcessVitals own = new ProcessVitals(ProcessHandle.current().pid());
        assertThat(own.cpu()).isPositive();
        assertThat(own.threads()).isGreaterThan(5);
        assertThat(own.descriptors()).isGreaterThan(5);
        assertThat(own.liveHeap()).isGreaterThan(500_000);
        assertThat(ProcessVitals.listeningOn(member.port())).isEqualTo(own);
    }
}
