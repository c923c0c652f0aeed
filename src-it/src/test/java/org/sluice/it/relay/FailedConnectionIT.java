package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Apart;

/** A side breaks a rule right behind something good: what came before is answered, and then its connection ends at once. */
@ResourceLock(Apart.MESSAGES)
class FailedConnectionIT extends RelayIT {
    private static final Frame GOOD = Frame.text("good");

    /** How a client goes wrong, and what it sends in the same packet before that. */
    private record Wrong(String name, List<Frame> good, Frame bad) {
        static Wrong behind(String name, Frame bad, Frame... good) {
            return new Wrong(name, List.of(good), bad);
        }

        byte[] bytes() {
            return Bytes.join(Stream.concat(good.stream(), Stream.of(bad))
                    .map(RawClient::masked)
                    .toList());
        }

        /** Undertow cannot close a session in the middle of a message that it sends. */
        boolean hasWholeMessages() {
            return good.stream().allMatch(Frame::fin);
        }

        /** What an echo says to what came before. */
        List<Frame> echoes() {
            return good.stream()
                    .map(frame ->
                            frame.opcode() == Frame.PING ? new Frame(true, 0, Frame.PONG, frame.payload()) : frame)
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Wrong> wrongs() {
        Frame part = Frame.text("part").unfinished();
        return Stream.of(
                Wrong.behind("RSV1", new Frame(true, 4, Frame.TEXT, new byte[] {1}), GOOD),
                Wrong.behind("RSV2, then nothing good", new Frame(true, 2, Frame.TEXT, new byte[] {1})),
                Wrong.behind("RSV3 on a ping", new Frame(true, 1, Frame.PING, new byte[0]), GOOD, GOOD),
                Wrong.behind("reserved data opcode", new Frame(true, 0, 3, new byte[0]), GOOD),
                Wrong.behind("reserved data opcode with a payload", new Frame(true, 0, 7, new byte[64]), GOOD),
                Wrong.behind("reserved control opcode", new Frame(true, 0, 11, new byte[0]), GOOD),
                Wrong.behind("long ping", new Frame(true, 0, Frame.PING, new byte[126]), GOOD),
                Wrong.behind("fragmented ping", new Frame(false, 0, Frame.PING, new byte[0]), GOOD),
                Wrong.behind("stray continuation", Frame.continuation(new byte[] {1}), GOOD),
                Wrong.behind("close of one byte", new Frame(true, 0, Frame.CLOSE, new byte[] {1}), GOOD),
                Wrong.behind("text inside a text", GOOD, GOOD, part));
    }

    private static Stream<Arguments> each_way() {
        return Stream.of("/failed", "/talk")
                .flatMap(way -> wrongs().filter(wrong -> way.equals("/failed") || wrong.hasWholeMessages())
                        .map(wrong -> Arguments.of(way, wrong)));
    }

    @ParameterizedTest(name = "it.relay I4.8 {0}, {1}: what came before is answered, then 1002 and the end")
    @MethodSource("each_way")
    void what_came_before_is_answered(String way, Wrong wrong) throws IOException {
        try (RawClient client = open(way + "/echo")) {
            client.send(wrong.bytes());
            for (Frame echo : wrong.echoes()) {
                assertThat(client.read()).isEqualTo(echo);
            }
            endsAtOnceWith(client, 1002);
        }
        assertThat(visit().awaitClose()).isEqualTo(Frame.close(1001, "client broke the protocol"));
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
    }

    /** It does not answer, and need not: only a bound far below the period of the sweep tells that nothing waited for one. */
    private static void endsAtOnceWith(RawClient client, int code) throws IOException {
        assertThat(client.readClose().closeCode()).hasValue(code);
        long told = System.nanoTime();
        assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofMillis(400));
    }

    @ParameterizedTest(name = "it.relay I4.8 {0}: a client that answers the close sees the end at once, too")
    @ValueSource(strings = {"/failed", "/talk"})
    void a_client_that_answers_sees_the_end_at_once(String way) throws IOException {
        for (int turn = 0; turn < 5; turn++) {
            try (RawClient client = open(way + "/echo")) {
                client.send(new Frame(true, 0, 5, new byte[3]));
                Frame close = client.readClose();
                long told = System.nanoTime();
                assertThat(client.closeInOrder(close)).isEqualTo(Ending.FIN);
                assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofMillis(400));
            }
        }
    }

    @ParameterizedTest(
            name = "it.relay I4.8 {0}: a client that sends on and on behind its fault hears 1002 all the same")
    @ValueSource(strings = {"/failed", "/talk"})
    void a_client_that_sends_on_hears_it_all_the_same(String way) throws IOException {
        try (RawClient client = open(way + "/echo")) {
            byte[] more = RawClient.masked(Frame.binary(new byte[16 << 10]));
            CompletableFuture<Void> sending = Background.run(() -> {
                client.send(Bytes.join(
                        List.of(RawClient.masked(GOOD), RawClient.masked(new Frame(true, 0, 5, new byte[3])))));
                for (int turn = 0; turn < 64; turn++) {
                    client.send(more);
                }
            });
            assertThat(client.read()).isEqualTo(GOOD);
            assertThat(client.readClose().closeCode()).hasValue(1002);
            sending.exceptionally(gone -> null).join();
        }
    }

    @Test
    @DisplayName("it.relay I4.8 a frame above max-frame behind a good one: that is answered, then 1009 and the end")
    void a_frame_too_big_behind_a_good_one() throws IOException {
        try (RawClient client = open("/talk-short/echo")) {
            client.send(Bytes.join(List.of(RawClient.masked(GOOD), RawClient.masked(Frame.binary(new byte[2_000])))));
            assertThat(client.read()).isEqualTo(GOOD);
            endsAtOnceWith(client, 1009);
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(1009);
    }

    @ParameterizedTest(
            name =
                    "it.relay I4.8 {0}: a member that does not answer delays a client''s 1002 for the close timeout, no longer")
    @ValueSource(strings = {"/table", "/talk"})
    void a_member_that_does_not_answer_delays_it_for_the_close_timeout(String way) throws IOException {
        member().script("/never-answers", with -> {
            with.open();
            with.drain();
        });
        try (RawClient client = open(way + "/never-answers")) {
            long began = System.nanoTime();
            client.send(new Frame(true, 0, 5, new byte[3]));
            assertThat(client.readClose().closeCode()).hasValue(1002);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(5));
            client.readToEnd();
        }
        visit().awaitEnding();
    }

    @ParameterizedTest(
            name = "it.relay I4.8 {0}: a member that breaks a rule is told last, and its client''s answer reaches it")
    @ValueSource(strings = {"/failed", "/talk"})
    void a_member_that_breaks_a_rule_is_told_last(String way) throws IOException {
        member().script("/asks-and-breaks", FailedConnectionIT::askAndBreak);
        try (RawClient client = open(way + "/asks-and-breaks")) {
            assertThat(client.read()).isEqualTo(GOOD);
            Frame close = client.readClose();
            assertThat(close).isEqualTo(Frame.close(1012, "member broke the protocol"));
            if (way.equals("/failed")) {
                client.send(
                        Frame.text("answer")); // the container of a relay of messages takes nothing behind its close
            }
            assertThat(client.closeInOrder(close)).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(1002);
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
        if (way.equals("/failed")) {
            assertThat(visit().frames()).startsWith(Frame.text("answer"));
        }
    }

    private static void askAndBreak(Conversation with) throws IOException {
        with.open();
        with.send(GOOD);
        with.send(new Frame(true, 0, 3, new byte[1]));
        with.drain();
    }
}
