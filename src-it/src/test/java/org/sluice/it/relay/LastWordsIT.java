package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.Apart;

/** What a client sends right before its connection ends, in the same segment where that is possible. */
@ResourceLock(Apart.MESSAGES)
class LastWordsIT extends RelayIT {
    /** For each of sixteen kinds: 10 000 endings in a long run, a tenth of that otherwise. */
    private static final int ENDINGS = LONG ? 625 : 63;

    private static final int AT_ONCE = 8;
    private static final int LARGE = 30;

    /** How a client goes. */
    private interface Goodbye {
        void say(RawClient client) throws IOException;
    }

    private void repeat(boolean tls, String target, Goodbye goodbye) {
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int worker = 0; worker < AT_ONCE; worker++) {
            int from = worker;
            workers.add(Background.run(() -> {
                for (int i = from; i < ENDINGS; i += AT_ONCE) {
                    try (RawClient client =
                            RawClient.open(tls ? secureFront() : plainFront(), at(target + "?i=" + i))) {
                        goodbye.say(client);
                        client.readToEnd();
                    }
                }
            }));
        }
        workers.forEach(CompletableFuture::join);
        assertThat(member().visits(token)).hasSize(ENDINGS);
        member().visits(token).forEach(Visit::awaitEnding);
    }

    private static byte[] bytes(Frame... frames) {
        return Bytes.join(java.util.Arrays.stream(frames).map(RawClient::masked).toList());
    }

    @ParameterizedTest(name = "it.relay I2.4 a last message and a close that come with the end are heard, {0} {1}")
    @CsvSource({"plain, /swallow", "tls, /swallow", "plain, /talk/swallow", "tls, /talk/swallow"})
    void a_last_message_and_a_close_that_come_with_the_end_are_heard(String way, String target) {
        repeat(
                way.equals("tls"),
                target,
                client -> client.sendAndFinish(bytes(Frame.text("last words"), Frame.close(1000, "done"))));
        assertThat(member().visits(token)).allSatisfy(visit -> assertThat(visit.frames())
                .containsExactly(Frame.text("last words"), Frame.close(1000, "done")));
    }

    @ParameterizedTest(name = "it.relay I2.4 a last message that comes with the end, and no close, is heard, {0} {1}")
    @CsvSource({"plain, /swallow", "tls, /swallow", "plain, /talk/swallow", "tls, /talk/swallow"})
    void a_last_message_that_comes_with_the_end_is_heard(String way, String target) {
        repeat(way.equals("tls"), target, client -> client.sendAndFinish(bytes(Frame.text("last words"))));
        expectFirst("last words");
    }

    @ParameterizedTest(name = "it.relay I2.4 a last message before an end without close_notify is heard, {0} {1}")
    @CsvSource({"plain, /swallow", "tls, /swallow", "plain, /talk/swallow", "tls, /talk/swallow"})
    void a_last_message_before_a_blunt_end_is_heard(String way, String target) {
        repeat(way.equals("tls"), target, client -> client.sendAndFinishBluntly(bytes(Frame.text("last words"))));
        expectFirst("last words");
    }

    private void expectFirst(String text) {
        assertThat(member().visits(token))
                .allSatisfy(visit -> assertThat(visit.frames()).startsWith(Frame.text(text)));
    }

    @ParameterizedTest(name = "it.relay I2.4 300 KiB in 30 frames right before the end arrive, {0} {1}")
    @CsvSource({"plain, /swallow", "tls, /swallow", "plain, /talk/swallow", "tls, /talk/swallow"})
    void much_right_before_the_end_arrives(String way, String target) {
        byte[] much = bytes(IntStream.range(0, LARGE)
                .mapToObj(i -> Frame.binary(Bytes.random(i, 10 << 10)))
                .toArray(Frame[]::new));
        repeat(way.equals("tls"), target, client -> client.sendAndFinish(much));
        assertThat(member().visits(token))
                .allSatisfy(visit -> assertThat(visit.bytesReceived()).isEqualTo(LARGE * (10L << 10)));
    }
}
