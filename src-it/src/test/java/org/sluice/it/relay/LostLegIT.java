package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameBytes;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;

/** Ends that leave without a close frame. */
class LostLegIT extends RelayIT {
    private static final int MOMENTS = LONG ? 500 : 60;
    private static final int LARGEST = 3_000;

    @RepeatedTest(5)
    @DisplayName(
            "it.relay I4.2 a client that resets between two frames is a reset to the member, without a close frame;"
                    + " on Payara's streams, which tell it as an end, the end")
    void a_client_that_resets_between_two_frames_is_a_reset_to_the_member() throws IOException {
        try (RawClient client = open("/echo")) {
            echo(client);
            client.reset();
        }
        assertThat(visit().awaitEnding()).isEqualTo(onStreamsOfPayara() ? Ending.FIN : Ending.RST);
        assertThat(visit().close()).isEmpty();
    }

    @RepeatedTest(5)
    @DisplayName(
            "it.relay I4.2 a client that hangs up between two frames is the end to the member, without a close frame")
    void a_client_that_hangs_up_between_two_frames_is_the_end_to_the_member() throws IOException {
        try (RawClient client = open("/echo")) {
            echo(client);
            client.finish();
            client.readToEnd();
        }
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
        assertThat(visit().close()).isEmpty();
    }

    @RepeatedTest(5)
    @DisplayName("it.relay I4.2 a member that resets between two frames is 1012 to the client")
    void a_member_that_resets_between_two_frames_is_1012_to_the_client() throws IOException {
        toldThatTheMemberIsLost("/reset");
    }

    @RepeatedTest(5)
    @DisplayName("it.relay I4.2 a member that hangs up between two frames is 1012 to the client")
    void a_member_that_hangs_up_between_two_frames_is_1012_to_the_client() throws IOException {
        toldThatTheMemberIsLost("/half-close");
    }

    private void toldThatTheMemberIsLost(String target) throws IOException {
        try (RawClient client = open(target)) {
            client.send(Frame.text("go"));
            Frame close = client.read();
            assertThat(close.closeCode()).hasValue(1012);
            assertThat(client.closeInOrder(Frame.close(1012, ""))).isEqualTo(Ending.FIN);
        }
        visit().awaitEnding();
    }

    @ParameterizedTest(
            name = "it.relay I4.2 with member-lost-code=4900 a member that leaves at {0} is 4900 to the client")
    @ValueSource(strings = {"/reset", "/half-close"})
    void with_a_code_of_the_operators_the_client_hears_that(String target) throws IOException {
        try (RawClient client = open("/lost-4900" + target)) {
            client.send(Frame.text("go"));
            assertThat(client.read()).isEqualTo(Frame.close(4900, "member gone"));
            assertThat(client.closeInOrder(Frame.close(4900, ""))).isEqualTo(Ending.FIN);
        }
    }

    @ParameterizedTest(
            name = "it.relay I4.2 with member-lost-code=none a member that leaves at {0} is {1} to the client")
    @CsvSource({"/reset, RST", "/half-close, FIN"})
    void with_member_lost_code_none_the_clients_connection_ends_as_the_members(String target, Ending ending)
            throws IOException {
        try (RawClient client = open("/lost-none" + target)) {
            client.send(Frame.text("go"));
            assertThat(client.readOrEnd()).isEmpty();
            assertThat(ending).isEqualTo(Ending.FIN);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            assertThat(ending).isEqualTo(Ending.RST);
        }
        visit().awaitEnding();
    }

    @RepeatedTest(5)
    @DisplayName("it.relay I4.3 a client that drops inside a frame is a reset to the member, never a clean end")
    void a_client_that_drops_inside_a_frame_is_a_reset_to_the_member() throws IOException {
        try (RawClient client = openInsideFrame()) {
            client.reset();
        }
        expectReset(visit());
    }

    @RepeatedTest(5)
    @DisplayName("it.relay I4.3 a client that hangs up inside a frame is a reset to the member, never a clean end")
    void a_client_that_hangs_up_inside_a_frame_is_a_reset_to_the_member() throws IOException {
        try (RawClient client = openInsideFrame()) {
            client.finish();
            client.readToEnd();
        }
        expectReset(visit());
    }

    /** The member has seen the start of the frame. */
    private RawClient openInsideFrame() throws IOException {
        RawClient client = open("/echo");
        echo(client);
        byte[] frame = RawClient.masked(Frame.binary(Bytes.letters(200_000)));
        client.send(Arrays.copyOf(frame, 100_000));
        client.in().readNBytes(90_000);
        return client;
    }

    private static void expectReset(Visit visit) {
        assertThat(visit.awaitEnding()).isEqualTo(Ending.RST);
        assertThat(visit.close()).isEmpty();
    }

    @RepeatedTest(5)
    @DisplayName("it.relay I4.3 a member that drops inside a frame is a reset to the client")
    void a_member_that_drops_inside_a_frame_is_a_reset_to_the_client() throws IOException {
        resetInsideFrame("/reset-in-frame");
    }

    @RepeatedTest(5)
    @DisplayName("it.relay I4.3 a member that hangs up inside a frame is a reset to the client")
    void a_member_that_hangs_up_inside_a_frame_is_a_reset_to_the_client() throws IOException {
        resetInsideFrame("/finish-in-frame");
    }

    private void resetInsideFrame(String target) throws IOException {
        try (RawClient client = open(target)) {
            assertThat(client.readHeader().length()).isEqualTo(1000);
            assertThat(client.in().readNBytes(10)).isEqualTo(Bytes.letters(10));
            client.send(Frame.text("go"));
            assertThat(client.readToEnd()).isEqualTo(Ending.RST);
        }
    }

    @Test
    @DisplayName("it.relay I4.4 at whatever byte a client leaves, the member's connection ends, and never with 1000")
    void at_whatever_byte_a_client_leaves_the_members_connection_ends() throws IOException {
        for (int seed = 0; seed < MOMENTS; seed++) {
            leaveAsClient(new Random(seed));
        }
        assertThat(member().visits(token)).hasSize(MOMENTS).allSatisfy(visit -> {
            visit.awaitEnding();
            assertThat(visit.close().filter(close -> close.closeCode().orElse(1005) == 1000))
                    .isEmpty();
        });
    }

    private void leaveAsClient(Random random) throws IOException {
        byte[] frame = RawClient.masked(Frame.binary(Bytes.letters(random.nextInt(LARGEST))));
        try (RawClient client = open("/echo")) {
            client.send(Arrays.copyOf(frame, random.nextInt(frame.length + 1)));
            if (random.nextBoolean()) {
                client.reset();
            } else {
                client.finish();
                client.readToEnd();
            }
        }
    }

    @Test
    @DisplayName("it.relay I4.4 at whatever byte a member leaves, the client's connection ends, and never with 1000")
    void at_whatever_byte_a_member_leaves_the_clients_connection_ends() throws IOException {
        member().script("/leave", LostLegIT::leaveAsMember);
        for (int seed = 0; seed < MOMENTS; seed++) {
            try (RawClient client = open("/leave?seed=" + seed)) {
                endsWithout1000(client, seed);
            }
        }
    }

    private static void leaveAsMember(Conversation with) throws IOException {
        Random random = new Random(with.request().number("seed", 0));
        byte[] frame = FrameBytes.unmasked(Frame.binary(Bytes.letters(random.nextInt(LARGEST))))
                .toBytes();
        with.open();
        with.write(Arrays.copyOf(frame, random.nextInt(frame.length + 1)));
        if (random.nextBoolean()) {
            with.reset();
        }
    }

    private static void endsWithout1000(RawClient client, int seed) throws IOException {
        try {
            Frame frame = client.read();
            while (frame.opcode() != Frame.CLOSE) {
                frame = client.read();
            }
            assertThat(frame.closeCode()).describedAs("seed %d", seed).hasValue(1012);
            client.closeInOrder(Frame.close(1012, ""));
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The client's connection hangs with seed " + seed, e);
        } catch (IOException e) {
            // Ended inside a frame: nothing could be told.
        }
    }

    private static void echo(RawClient client) throws IOException {
        client.send(Frame.text("hello"));
        assertThat(client.read()).isEqualTo(Frame.text("hello"));
    }
}
