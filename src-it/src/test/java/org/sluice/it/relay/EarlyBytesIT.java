package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.RawClient;

/** Bytes that travel close to the handshake. Repeated, because these are races. */
class EarlyBytesIT extends RelayIT {
    private static final int ROUNDS = 20;

    @RepeatedTest(ROUNDS)
    @DisplayName("it.relay I2.1 what the member says right behind its 101 comes first and in order")
    void what_the_member_says_right_behind_its_101_comes_first_and_in_order() throws IOException {
        try (RawClient client = open("/speak-first?n=100")) {
            client.send(Frame.text("and then this"));
            expectNumbered(client, 100);
            assertThat(client.read()).isEqualTo(Frame.text("and then this"));
        }
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("it.relay I2.1 a member that sends 1 000 messages and closes at once is heard to the end")
    void a_member_that_sends_1_000_messages_and_closes_at_once_is_heard_to_the_end() throws IOException {
        heardToTheEnd("/burst?n=1000");
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("it.relay I2.1 a member that also hangs up at once is heard to the end")
    void a_member_that_also_hangs_up_at_once_is_heard_to_the_end() throws IOException {
        heardToTheEnd("/burst?n=1000&hurry=true");
    }

    private void heardToTheEnd(String target) throws IOException {
        try (RawClient client = open(target)) {
            expectNumbered(client, 1000);
            assertThat(client.read()).isEqualTo(Frame.close(1000, "that was all"));
            assertThat(client.closeInOrder(Frame.close(1000, ""))).isEqualTo(Ending.FIN);
        }
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("it.relay I2.1 frames in the same packet as the handshake reach the member first and in order")
    void frames_in_the_same_packet_as_the_handshake_reach_the_member_first_and_in_order() throws IOException {
        List<Frame> early =
                IntStream.range(0, 10).mapToObj(i -> Frame.text("message " + i)).toList();
        try (RawClient client = RawClient.connect(front())) {
            client.handshakeAndSend(handshakeOn("/echo"), early);
            client.send(Frame.text("message 10"));
            expectNumbered(client, 11);
        }
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("it.relay I2.1 a frame cut by the end of the handshake's packet arrives whole")
    void a_frame_cut_by_the_end_of_the_handshakes_packet_arrives_whole() throws IOException {
        byte[] frame = RawClient.masked(Frame.text("message 0"));
        try (RawClient client = RawClient.connect(front())) {
            HandshakeRequest handshake = handshakeOn("/echo");
            byte[] request = handshake.bytes(front().authority());
            client.send(Bytes.join(List.of(request, Arrays.copyOf(frame, 4))));
            assertThat(client.answer().status()).isEqualTo(101);
            client.send(Arrays.copyOfRange(frame, 4, frame.length));
            expectNumbered(client, 1);
        }
    }

    @RepeatedTest(ROUNDS)
    @DisplayName("it.relay I2.1 a close in the same packet as the handshake is answered")
    void a_close_in_the_same_packet_as_the_handshake_is_answered() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            client.handshakeAndSend(
                    handshakeOn("/echo"), List.of(Frame.text("message 0"), Frame.close(1000, "in a hurry")));
            expectNumbered(client, 1);
            assertThat(client.read()).isEqualTo(Frame.close(1000, "in a hurry"));
            assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        }
    }

    @ParameterizedTest(
            name =
                    "it.relay I2.1 in relays of messages, {0} frames in the same packet as the handshake reach the member")
    @ValueSource(ints = {1, 2, 10, 100})
    void in_relays_of_messages_frames_in_the_packet_of_the_handshake_reach_the_member(int count) throws IOException {
        List<Frame> early = IntStream.range(0, count)
                .mapToObj(i -> Frame.text("message " + i))
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            for (Address address : List.of(plainFront(), secureFront())) {
                try (RawClient client = RawClient.connect(address)) {
                    client.handshakeAndSend(handshakeOn("/talk/echo"), early);
                    expectNumbered(client, count);
                    client.send(Frame.close(1000, "done"));
                    assertThat(client.read()).isEqualTo(Frame.close(1000, "done"));
                }
            }
        }
    }

    private static void expectNumbered(RawClient client, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            assertThat(client.read()).isEqualTo(Frame.text("message " + i));
        }
    }
}
