package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Digests;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameBytes;
import org.sluice.it.kit.FrameHeader;
import org.sluice.it.kit.RawClient;

/** Messages of one session. */
class EchoIT extends RelayIT {
    @ParameterizedTest(name = "it.relay I1.1 a text of {0} bytes comes back unchanged")
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, MIB})
    void a_text_comes_back_unchanged(int length) throws IOException {
        comesBack(new Frame(true, 0, Frame.TEXT, Bytes.letters(length)));
    }

    @ParameterizedTest(name = "it.relay I1.1 a binary message of {0} bytes comes back unchanged")
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, MIB})
    void a_binary_message_comes_back_unchanged(int length) throws IOException {
        comesBack(Frame.binary(Bytes.random(length, length)));
    }

    private void comesBack(Frame frame) throws IOException {
        try (RawClient client = open("/echo")) {
            CompletableFuture<Void> sent = Background.run(() -> client.send(frame));
            assertThat(client.read()).isEqualTo(frame);
            sent.join();
            assertThat(client.closeInOrder(Frame.close(1000, "done"))).isEqualTo(Ending.FIN);
        }
    }

    @Test
    @DisplayName("it.relay I1.1 one frame of 64 MiB comes back unchanged")
    void one_frame_of_64_mib_comes_back_unchanged() throws IOException {
        byte[] payload = Bytes.random(64, 64 * MIB);
        MessageDigest received = Digests.sha256();
        try (RawClient client = open("/echo")) {
            byte[] frame = FrameBytes.masked(Frame.binary(payload), 0x12345678).toBytes();
            CompletableFuture<Void> sent = Background.run(() -> client.send(frame));
            FrameHeader header = client.readHeader();
            assertThat(header.length()).isEqualTo(64 * MIB);
            header.readPayload(client.in(), (bytes, count) -> received.update(bytes, 0, count));
            sent.join();
            client.closeInOrder(Frame.close(1000, "done"));
        }
        String expected = HexFormat.of().formatHex(Digests.sha256().digest(payload));
        assertThat(HexFormat.of().formatHex(received.digest())).isEqualTo(expected);
        assertThat(visit().sha256()).isEqualTo(expected);
    }

    @Test
    @DisplayName("it.relay I1.2 fragments stay fragments and pings between them stay between them")
    void fragments_stay_fragments_and_pings_between_them_stay_between_them() throws IOException {
        try (RawClient client = open("/echo")) {
            List<Frame> message = List.of(
                    Frame.text("one ").unfinished(),
                    new Frame(false, 0, Frame.CONTINUATION, Bytes.letters(70_000)),
                    new Frame(false, 0, Frame.CONTINUATION, new byte[0]),
                    Frame.continuation(" two".getBytes(UTF_8)));
            for (Frame fragment : message) {
                client.send(fragment, Frame.ping("after " + fragment.length()));
                assertThat(client.read()).isEqualTo(fragment);
                assertThat(client.read()).isEqualTo(Frame.pong("after " + fragment.length()));
            }
            client.closeInOrder(Frame.close(1000, ""));
        }
        assertThat(visit().frames())
                .filteredOn(frame -> frame.opcode() == Frame.PING)
                .extracting(Frame::text)
                .containsExactly("after 4", "after 70000", "after 0", "after 4");
    }

    @Test
    @DisplayName("it.relay I1.2 a member's ping reaches the client, and the answer the member")
    void a_members_ping_reaches_the_client_and_the_answer_the_member() throws IOException {
        try (RawClient client = open("/ping?payload=knock%20knock")) {
            assertThat(client.read()).isEqualTo(Frame.ping("knock knock"));
            client.send(Frame.pong("knock knock"), Frame.pong("unasked"));
            assertThat(visit().awaitFrames(2)).containsExactly(Frame.pong("knock knock"), Frame.pong("unasked"));
        }
    }

    @Test
    @DisplayName("it.relay I1.1 a message comes back unchanged though it arrives byte by byte")
    void a_message_comes_back_unchanged_though_it_arrives_byte_by_byte() throws IOException {
        try (RawClient client = open("/echo")) {
            for (int length : new int[] {0, 5, 126, 200}) {
                client.sendInPieces(RawClient.masked(Frame.binary(Bytes.letters(length))), 1);
                assertThat(client.read()).isEqualTo(Frame.binary(Bytes.letters(length)));
            }
        }
    }

    @Test
    @DisplayName("it.relay I1.1 a hundred messages in one packet come back in order")
    void a_hundred_messages_in_one_packet_come_back_in_order() throws IOException {
        try (RawClient client = open("/echo")) {
            List<byte[]> frames = IntStream.range(0, 100)
                    .mapToObj(i -> RawClient.masked(Frame.text("message " + i)))
                    .toList();
            client.send(Bytes.join(frames));
            for (int i = 0; i < 100; i++) {
                assertThat(client.read()).isEqualTo(Frame.text("message " + i));
            }
        }
    }
}
