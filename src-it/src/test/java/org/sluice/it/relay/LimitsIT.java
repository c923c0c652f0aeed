package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameBytes;
import org.sluice.it.kit.RawClient;

/** Limits of size and rate; they stand in server.properties. */
class LimitsIT extends RelayIT {
    private static final int MAX_FRAME = 1 << 10;
    private static final int BYTES_PER_SECOND = 100 << 10;
    private static final int PIECE = 5_000;
    private static final int MESSAGES_PER_SECOND = 100;
    /** Sweeps come twice a second, so a short look at a rate is a coarse one. */
    private static final Duration LOOK = Duration.ofSeconds(LONG ? 10 : 4);

    private static final double LEAST = LONG ? 0.95 : 0.5;
    private static final double MOST = LONG ? 1.05 : 1.2;
    private static final int MESSAGES = (int) LOOK.toSeconds() * MESSAGES_PER_SECOND + 100;
    private static final int FLOOD = (int) (LOOK.toSeconds() + 1) * 20 * PIECE;

    private static final Frame FRAME_TOO_BIG = Frame.close(1009, "a frame is longer than max-frame");
    private static final Frame MESSAGE_TOO_BIG = Frame.close(1009, "a message is longer than max-message");
    private static final Frame RATE = Frame.close(1008, "rate limit");
    private static final Frame DONE = Frame.close(1000, "that was all");

    /** A message in fragments: all that is allowed but ten bytes, and then byte by byte. */
    private static final int FRAGMENT = 64 << 10;

    @Test
    @DisplayName(
            "it.relay I9.1 a client's frame above the limit is refused by its header, with 1009 to both; one at it passes")
    void a_clients_frame_above_the_limit_is_refused() throws IOException {
        var log = new ClosedLines("limits");
        try (RawClient client = open("/max-frame/echo")) {
            Frame largest = Frame.binary(Bytes.random(1, MAX_FRAME));
            client.send(largest);
            assertThat(client.read()).isEqualTo(largest);

            client.send(FrameBytes.masked(Frame.binary(new byte[0]), 7)
                    .declaring(MAX_FRAME + 1L)
                    .header());
            assertThat(client.read()).isEqualTo(FRAME_TOO_BIG);
        }
        assertThat(visit().awaitClose()).isEqualTo(FRAME_TOO_BIG);
        assertThat(visit().bytesReceived()).isEqualTo(MAX_FRAME);
        log.expect(1, "cause=TOO_BIG by=CLIENT", "detail=\"a frame is longer than max-frame (RFC 6455 10.4)\"");
    }

    @Test
    @DisplayName(
            "it.relay I9.1 a member's frame above the limit is refused by its header, with 1009 to both; one at it passes")
    void a_members_frame_above_the_limit_is_refused() throws IOException {
        var log = new ClosedLines("limits");
        member().script("/large", with -> {
            with.open();
            with.send(Frame.binary(Bytes.letters(MAX_FRAME)));
            with.write(FrameBytes.unmasked(Frame.binary(new byte[0]))
                    .declaring(MAX_FRAME + 1L)
                    .header());
            listen(with);
        });
        try (RawClient client = open("/max-frame/large")) {
            assertThat(client.read()).isEqualTo(Frame.binary(Bytes.letters(MAX_FRAME)));
            assertThat(client.read()).isEqualTo(FRAME_TOO_BIG);
            assertThat(client.closeInOrder(FRAME_TOO_BIG)).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose()).isEqualTo(FRAME_TOO_BIG);
        log.expect(1, "cause=TOO_BIG by=MEMBER", "detail=\"a frame is longer than max-frame (RFC 6455 10.4)\"");
    }

    @Test
    @DisplayName(
            "it.relay I9.1 a client's message that passes the limit byte by byte ends with 1009 at the byte that does")
    void a_clients_message_that_passes_the_limit_ends_at_that_byte() throws IOException {
        try (RawClient client = open("/max-message/swallow")) {
            for (Frame fragment : fragments()) {
                client.send(fragment);
            }
            assertThat(client.read()).isEqualTo(MESSAGE_TOO_BIG);
        }
        assertThat(visit().awaitClose()).isEqualTo(MESSAGE_TOO_BIG);
        assertThat(visit().bytesReceived()).isEqualTo(MIB);
    }

    @Test
    @DisplayName(
            "it.relay I9.1 a member's message that passes the limit byte by byte ends with 1009 at the byte that does")
    void a_members_message_that_passes_the_limit_ends_at_that_byte() throws IOException {
        member().script("/grow", with -> {
            with.open();
            for (Frame fragment : fragments()) {
                with.send(fragment);
            }
            listen(with);
        });
        try (RawClient client = open("/max-message/grow")) {
            long length = 0;
            Frame frame = client.read();
            while (!frame.isControl()) {
                length += frame.length();
                frame = client.read();
            }
            assertThat(frame).isEqualTo(MESSAGE_TOO_BIG);
            assertThat(length).isEqualTo(MIB);
            assertThat(client.closeInOrder(frame)).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose()).isEqualTo(MESSAGE_TOO_BIG);
    }

    private static List<Frame> fragments() {
        int whole = MIB / FRAGMENT - 1;
        return IntStream.range(0, whole + 1 + 11)
                .mapToObj(nth -> {
                    int length = nth < whole ? FRAGMENT : nth == whole ? FRAGMENT - 10 : 1;
                    Frame frame =
                            nth == 0 ? Frame.binary(Bytes.letters(length)) : Frame.continuation(Bytes.letters(length));
                    return frame.unfinished();
                })
                .toList();
    }

    /** Until a close frame came. */
    private static void listen(Conversation with) throws IOException {
        while (with.read().filter(frame -> frame.opcode() != Frame.CLOSE).isPresent()) {
            // whatever it is
        }
    }

    @Test
    @DisplayName(
            "it.relay I9.2 messages above the rate are delayed, each direction by itself; none is lost, none overtakes")
    void messages_above_the_rate_are_delayed() throws IOException {
        AtomicLong heard = new AtomicLong();
        long began = System.nanoTime();
        try (RawClient sender = open("/messages/swallow");
                RawClient listener = RawClient.open(front(), "/messages/burst?n=" + MESSAGES)) {
            CompletableFuture<Void> sent = Background.run(() -> sendNumbered(sender));
            CompletableFuture<Void> listened = Background.run(() -> readNumbered(listener, heard));
            awaitLook(began);
            long toMember = visit().framesReceived();
            long toClient = heard.get();

            assertRate(toMember, MESSAGES_PER_SECOND, began);
            assertRate(toClient, MESSAGES_PER_SECOND, began);
            sent.join();
            listened.join();
            assertThat(sender.readToEnd()).isEqualTo(Ending.FIN);
        }
        List<Frame> frames = visit().frames();
        assertThat(frames).hasSize(MESSAGES + 1);
        for (int nth = 0; nth < MESSAGES; nth++) {
            assertThat(frames.get(nth)).isEqualTo(Frame.text("message " + nth));
        }
        assertThat(visit().awaitClose()).isEqualTo(DONE);
    }

    private static void sendNumbered(RawClient client) throws IOException {
        for (int nth = 0; nth < MESSAGES; nth++) {
            client.send(Frame.text("message " + nth));
        }
        client.send(DONE);
    }

    private static void readNumbered(RawClient client, AtomicLong heard) throws IOException {
        for (int nth = 0; nth < MESSAGES; nth++) {
            assertThat(client.read()).isEqualTo(Frame.text("message " + nth));
            heard.incrementAndGet();
        }
        assertThat(client.read()).isEqualTo(DONE);
    }

    /** No more than the rate and what it lets through at first; of less, a busy machine may be the reason, to a point. */
    private static void assertRate(long count, long perSecond, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        assertThat((double) count).isBetween(LOOK.toSeconds() * perSecond * LEAST, seconds * perSecond * MOST);
    }

    private static void awaitLook(long began) {
        await("a look at the rate")
                .atMost(LOOK.plusSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> System.nanoTime() - began >= LOOK.toNanos());
    }

    @Test
    @DisplayName("it.relay I9.2 bytes above the rate are delayed, each direction by itself")
    void bytes_above_the_rate_are_delayed() throws IOException {
        AtomicLong heard = new AtomicLong();
        long began = System.nanoTime();
        try (RawClient sender = open("/bytes/swallow");
                RawClient listener = RawClient.open(front(), "/bytes/flood?frame=" + PIECE + "&bytes=" + FLOOD)) {
            CompletableFuture<Void> sent = Background.run(() -> {
                byte[] frame = RawClient.masked(Frame.binary(Bytes.letters(PIECE)));
                for (int left = FLOOD; left > 0; left -= PIECE) {
                    sender.send(frame);
                }
            });
            CompletableFuture<Void> listened = Background.run(() -> {
                for (int left = FLOOD; left > 0; left -= PIECE) {
                    heard.addAndGet(listener.read().length());
                }
            });
            awaitLook(began);

            assertRate(visit().bytesReceived(), BYTES_PER_SECOND, began);
            assertRate(heard.get(), BYTES_PER_SECOND, began);
            sent.join();
            listened.join();
        }
        // Each hung up behind its last byte, which was held back: the end must not be lost with it.
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
        assertThat(visit().close()).isEmpty();
        assertThat(visit().bytesReceived()).isEqualTo(FLOOD);
    }

    @Test
    @DisplayName("it.relay I9.3 where the rate closes, a client above it is told 1008, and so is its member")
    void where_the_rate_closes_a_client_above_it_is_told_1008() throws IOException {
        var log = new ClosedLines("limits");
        try (RawClient client = open("/rate-close/swallow")) {
            byte[] many = Bytes.join(IntStream.range(0, 3 * MESSAGES_PER_SECOND)
                    .mapToObj(nth -> RawClient.masked(Frame.text("message " + nth)))
                    .toList());
            client.send(many);
            assertThat(client.read()).isEqualTo(RATE);
            assertThat(client.closeInOrder(RATE)).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose()).isEqualTo(RATE);
        assertThat(visit().framesReceived() - 1).isBetween((long) MESSAGES_PER_SECOND, 2L * MESSAGES_PER_SECOND);
        log.expect(1, "cause=RATE by=CLIENT code=1008 reason=\"rate limit\"");
    }

    @Test
    @DisplayName("it.relay I9.3 where the rate closes, a member above it is told 1008, and so is its client")
    void where_the_rate_closes_a_member_above_it_is_told_1008() throws IOException {
        var log = new ClosedLines("limits");
        try (RawClient client = open("/rate-close/burst?n=" + 3 * MESSAGES_PER_SECOND)) {
            int messages = 0;
            Frame frame = client.read();
            while (!frame.isControl()) {
                assertThat(frame).isEqualTo(Frame.text("message " + messages++));
                frame = client.read();
            }
            assertThat(frame).isEqualTo(RATE);
            assertThat(messages).isBetween(MESSAGES_PER_SECOND, 2 * MESSAGES_PER_SECOND);
            assertThat(client.closeInOrder(RATE)).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose()).isEqualTo(RATE);
        log.expect(1, "cause=RATE by=MEMBER code=1008 reason=\"rate limit\"");
    }
}
