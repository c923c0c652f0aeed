package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Storm;
import org.sluice.it.server.Apart;

/** Handshakes that hold no request thread: many at once, some that wait for ever, and what they leave behind. */
@ResourceLock(Apart.SERVER)
class StormIT extends RelayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Less than any limit of time in the pools that are used here. */
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private static final int WAITING = 1000;

    /** What a server may keep of buffers and selectors once it has been used. */
    private static final int KEPT = 60;

    @BeforeAll
    static void scripts() {
        assumeFalse(PORTABLE, "only where clients leave their server");
        for (int millis : new int[] {20, 1000}) {
            member().script("/late" + millis, with -> {
                Thread.sleep(millis);
                with.open();
                with.read();
            });
        }
        member().script("/dribble", with -> {
            with.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".getBytes(ISO_8859_1));
            for (byte one : with.switching("X-Member: dribbles")) {
                with.write(new byte[] {one});
            }
            with.read().ifPresent(frame -> StormIT.send(with, frame));
        });
        member().script("/broken", with -> {
            with.write("HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nonly this".getBytes(ISO_8859_1));
            with.finish();
        });
        member().script("/broken-chunks", with -> {
            with.write("HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n".getBytes(ISO_8859_1));
            with.finish();
        });
        member().script("/large-refusal", with -> {
            with.write("HTTP/1.1 401 No\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
            for (int i = 0; i < 100; i++) {
                with.write(("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(ISO_8859_1));
            }
            with.write("0\r\n\r\n".getBytes(ISO_8859_1));
        });
    }

    private static void send(org.sluice.it.kit.Conversation with, Frame frame) {
        try {
            with.send(frame);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0} at {1}")
    @DisplayName("it.relay E6.1 every client that connects at the same moment is let in, however many they are")
    @CsvSource({"300, /echo", "1000, /echo", "300, /late20", "1000, /late20", "300, /late1000"})
    void whoever_knocks_at_the_same_moment_is_let_in(int count, String path) throws IOException {
        try (Storm storm = new Storm(front(), count, i -> handshakeOn(path))) {
            assertThat(storm.statuses(PATIENCE)).isEqualTo(Map.of(101, count));
        }
    }

    @Test
    @DisplayName(
            "it.relay E6.2 while a thousand wait for a silent member others are let in promptly, and no thread waits for it")
    void while_a_thousand_wait_others_are_let_in() throws IOException {
        open("/endless/echo").close();
        int threads = vitals().threads();
        try (Storm waiting = new Storm(front(), WAITING, i -> handshakeOn("/silent"))) {
            await().atMost(PATIENCE).until(() -> member().openConnections() > WAITING / 2);
            for (int i = 0; i < 20; i++) {
                long began = System.nanoTime();
                open("/endless/echo").close();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPTLY);
            }
            assertThat(vitals().threads()).isLessThan(threads + WAITING / 2);
            waiting.leave();
            await("nothing is asked of it for clients that have gone")
                    .atMost(PROMPTLY)
                    .until(() -> member().openConnections() < KEPT);
        }
    }

    @Test
    @DisplayName("it.relay E6.4 a 101 that comes byte by byte behind an interim answer is a 101")
    void a_101_that_comes_byte_by_byte() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.mustOpen(handshakeOn("/dribble"));
            assertThat(answer.all("X-Member")).containsExactly("dribbles");
            client.send(Frame.text("works"));
            assertThat(client.read()).isEqualTo(Frame.text("works"));
        }
    }

    @Test
    @DisplayName("it.relay E6.4 a handshake on a connection that has had an answer before is let in")
    void a_handshake_on_a_connection_that_has_had_an_answer_before() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            assertThat(client.handshake(HandshakeRequest.get("/sluice/health/live"))
                            .status())
                    .isEqualTo(200);
            client.mustOpen(handshakeOn("/echo"));
            client.send(Frame.text("works"));
            assertThat(client.read()).isEqualTo(Frame.text("works"));
            assertThat(client.closeInOrder(Frame.close(1000, "done"))).isEqualTo(Ending.FIN);
        }
    }

    @Test
    @DisplayName("it.relay E6.5 a large refusal arrives whole, and its connection ends in order")
    void a_large_refusal_arrives_whole() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.handshake(handshakeOn("/large-refusal"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).hasSize(100 * 4096);
            assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("it.relay E6.5 a refusal that breaks off at the member before anything of it is out is 502")
    @ValueSource(strings = {"/broken", "/broken-chunks"})
    void a_refusal_that_breaks_off_before_anything_is_out_is_502(String path) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            client.send(handshakeOn(path).bytes(front().authority()));
            String all = everything(client);
            assertThat(all).startsWith("HTTP/1.1 502 ").doesNotContain("only this");
        }
    }

    /** Also of a connection that is reset in the end. */
    private static String everything(RawClient client) {
        StringBuilder all = new StringBuilder();
        try {
            for (int next = client.in().read(); next >= 0; next = client.in().read()) {
                all.append((char) next);
            }
        } catch (IOException reset) {
            // what came before counts
        }
        return all.toString();
    }

    @Test
    @DisplayName("it.relay E6.6 a thousand handshakes of every kind leave no descriptor behind")
    void a_thousand_handshakes_leave_no_descriptor_behind() throws IOException {
        someOfEveryKind(100);
        awaitStandstill(() -> vitals().descriptors());
        int before = vitals().descriptors();
        someOfEveryKind(250);
        await().atMost(PATIENCE).until(() -> vitals().descriptors() < before + KEPT);
    }

    private void someOfEveryKind(int each) throws IOException {
        for (String path : new String[] {"/echo", "/silent", "/wrong-accept", "/broken"}) {
            try (Storm storm = new Storm(front(), each, i -> handshakeOn(path))) {
                storm.statuses(Duration.ofSeconds(path.equals("/silent") ? 1 : 20));
            }
        }
    }
}
