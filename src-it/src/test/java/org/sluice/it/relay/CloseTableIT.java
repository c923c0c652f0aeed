package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameBytes;
import org.sluice.it.kit.RawClient;

/** The rows of the close table that no other class proves; docs/close-codes.md says which does. */
class CloseTableIT extends RelayIT {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /** The last word may take a second, the sweeps another, a busy machine the third. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final Frame BYE = Frame.close(4001, "bye");
    private static final long LARGE = 64L << 20;
    private static final int HALF = 32 << 20;

    private static void assertInTime(long began) {
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThanOrEqualTo(CLOSE_TIMEOUT.plus(LATE));
    }

    /** Listens to the end and never answers. */
    private static void neverAnswer(Conversation with) throws IOException {
        with.open();
        with.drain();
    }

    @Test
    @DisplayName(
            "it.relay I4.6 a client whose close is not answered hears its own words in the end, and the member is reset")
    void a_client_whose_close_is_not_answered_hears_its_own_words() throws IOException {
        var log = new ClosedLines("table");
        member().script("/never-answers", CloseTableIT::neverAnswer);
        try (RawClient client = open("/table/never-answers")) {
            long began = System.nanoTime();
            client.send(BYE);
            assertThat(client.read()).isEqualTo(BYE);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(CLOSE_TIMEOUT);
            assertInTime(began);
            assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose()).isEqualTo(BYE);
        assertThat(visit().awaitEnding()).isEqualTo(Ending.RST);
        log.expect(1, "cause=CLOSED by=CLIENT code=4001", "reset=\"MEMBER did not end in time\"");
    }

    @Test
    @DisplayName(
            "it.relay I4.6 a member whose close is not answered hears its own words in the end, and the client is reset")
    void a_member_whose_close_is_not_answered_hears_its_own_words() throws IOException {
        var log = new ClosedLines("table");
        try (RawClient client = open("/table/close?code=4001&reason=bye")) {
            long began = System.nanoTime();
            assertThat(client.read()).isEqualTo(BYE);
            assertThat(client.readToEnd()).isEqualTo(Ending.RST);
            assertInTime(began);
        }
        assertThat(visit().awaitClose()).isEqualTo(BYE);
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
        log.expect(1, "cause=CLOSED by=MEMBER code=4001", "reset=\"CLIENT did not end in time\"");
    }

    @Test
    @DisplayName("it.relay I4.6 when neither side answers a close of ours, both are reset")
    void when_neither_side_answers_a_close_of_ours_both_are_reset() throws IOException {
        var log = new ClosedLines("table");
        member().script("/never-answers", CloseTableIT::neverAnswer);
        try (RawClient client = open("/table-idle/never-answers")) {
            assertThat(client.read().closeCode()).hasValue(1001);
            long told = System.nanoTime();
            assertThat(client.readToEnd()).isEqualTo(Ending.RST);
            assertInTime(told);
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(1001);
        assertThat(visit().awaitEnding()).isEqualTo(Ending.RST);
        log.expect(1, "cause=IDLE", "reset=", "CLIENT did not end in time", "MEMBER did not end in time");
    }

    @Test
    @DisplayName("it.relay I4.1 a client that leaves behind its close is no lost one: the member hears what it said")
    void a_client_that_leaves_behind_its_close_is_no_lost_one() throws IOException {
        var log = new ClosedLines("table");
        try (RawClient client = open("/table/stall")) {
            client.send(BYE);
            client.finish();
            visit().release();
            client.readToEnd(); // Payara ends a connection as soon as the client ends its side; others still bring
            // the answer
        }
        assertThat(visit().awaitClose()).isEqualTo(BYE);
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
        log.expect(1, "cause=CLOSED by=CLIENT code=4001 reason=bye");
    }

    @Test
    @DisplayName("it.relay I4.1 a client that resets behind its close is no lost one either")
    void a_client_that_resets_behind_its_close_is_no_lost_one() throws IOException {
        var log = new ClosedLines("table");
        member().script("/never-answers", CloseTableIT::neverAnswer);
        try (RawClient client = open("/table/never-answers")) {
            client.send(BYE);
            assertThat(visit().awaitClose()).isEqualTo(BYE);
            client.reset();
        }
        visit().awaitEnding();
        log.expect(1, "cause=CLOSED by=CLIENT code=4001 reason=bye");
    }

    @Test
    @DisplayName("it.relay I4.1 a member that leaves behind its close is no lost one: the client hears what it said")
    void a_member_that_leaves_behind_its_close_is_no_lost_one() throws IOException {
        var log = new ClosedLines("table");
        try (RawClient client = open("/table/burst?n=0&hurry=true")) {
            assertThat(client.read()).isEqualTo(Frame.close(1000, "that was all"));
            assertThat(client.closeInOrder(Frame.close(1000, ""))).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
        log.expect(1, "cause=CLOSED by=MEMBER code=1000 reason=\"that was all\"");
    }

    @Test
    @DisplayName("it.relay I4.1 a member that resets behind its close is no lost one either")
    void a_member_that_resets_behind_its_close_is_no_lost_one() throws IOException {
        var log = new ClosedLines("table");
        member().script("/close-and-reset", with -> {
            with.open();
            with.send(BYE);
            with.visit().awaitRelease();
            with.reset();
        });
        try (RawClient client = open("/table/close-and-reset")) {
            assertThat(client.read()).isEqualTo(BYE);
            visit().release();
            client.readToEnd();
        }
        log.expect(1, "cause=CLOSED by=MEMBER code=4001 reason=bye");
    }

    @Test
    @DisplayName("it.relay I4.3 the log says that a side was reset because it stood inside a frame")
    void the_log_says_that_a_side_stood_inside_a_frame() throws IOException {
        var log = new ClosedLines("table");
        try (RawClient client = open("/table/swallow")) {
            byte[] frame = RawClient.masked(Frame.binary(Bytes.letters(200_000)));
            client.send(Arrays.copyOf(frame, 100_000));
            client.reset();
        }
        try (RawClient client = open("/table/reset-in-frame")) {
            client.readHeader();
            client.send(Frame.text("go"));
            assertThat(client.readToEnd()).isEqualTo(Ending.RST);
        }
        log.expect(1, "cause=LOST by=CLIENT", "reset=\"MEMBER stands inside a frame that will not go on\"");
        log.expect(1, "cause=LOST by=MEMBER", "reset=\"CLIENT stands inside a frame that will not go on\"");
    }

    @Test
    @DisplayName(
            "it.relay I4.7 a member that closes in the middle of a client's 64 MiB frame: both end in time, nothing is left")
    void a_member_that_closes_in_the_middle_of_a_clients_large_frame() throws IOException {
        var log = new ClosedLines("table");
        member().script("/close-midway", CloseTableIT::closeMidway);
        try (RawClient client = open("/table/close-midway")) {
            byte[] header = FrameBytes.masked(Frame.binary(new byte[0]), 7)
                    .declaring(LARGE)
                    .header();
            CompletableFuture<Void> sending = Background.run(() -> {
                client.send(header);
                client.send(new byte[HALF]);
            });
            assertThat(client.read()).isEqualTo(BYE);
            long told = System.nanoTime();
            client.readToEnd(); // it was told already; Payara has been seen to end it with a FIN instead of the RST
            assertInTime(told);
            sending.handle((done, failed) -> null).join();
        }
        visit().release();
        visit().awaitEnding();
        log.expect(1, "cause=CLOSED by=MEMBER code=4001", "reset=");
    }

    /** A mebibyte into the client's frame it closes, and takes nothing more. */
    private static void closeMidway(Conversation with) throws IOException, InterruptedException {
        with.open();
        with.readSome(MIB);
        with.send(BYE);
        with.visit().awaitRelease();
    }

    @Test
    @DisplayName(
            "it.relay I4.7 a client that closes in the middle of a member's 64 MiB frame: both end in time, nothing is left")
    void a_client_that_closes_in_the_middle_of_a_members_large_frame() throws IOException {
        var log = new ClosedLines("table");
        member().script("/large-frame", CloseTableIT::largeFrame);
        try (RawClient client = open("/table/large-frame")) {
            assertThat(client.readHeader().length()).isEqualTo(LARGE);
            assertThat(client.in().readNBytes(MIB)).hasSize(MIB);
            long began = System.nanoTime();
            client.send(BYE);
            assertThat(visit().awaitClose()).isEqualTo(BYE);
            visit().awaitEnding();
            assertInTime(began);
            assertThat(client.readToEnd()).isNotEqualTo(Ending.FIN);
        }
        log.expect(1, "cause=CLOSED by=CLIENT code=4001", "reset=");
    }

    /** Begins a frame that it never ends, and listens. */
    private static void largeFrame(Conversation with) throws IOException {
        with.open();
        with.write(
                FrameBytes.unmasked(Frame.binary(new byte[0])).declaring(LARGE).header());
        CompletableFuture<Void> sending = Background.run(() -> with.write(new byte[HALF]));
        with.drain();
        sending.handle((done, failed) -> null).join();
    }
}
