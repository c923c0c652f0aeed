package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Log;

/** Interceptors in a library of the archive, one found as a bean and one as a service, and the one that is shipped. */
@ResourceLock(Apart.MESSAGES)
class InterceptorIT extends RelayIT {
    @ParameterizedTest(name = "it.relay I21.1 a text \"{0}\" comes back as \"{1}\"")
    @CsvSource({"plain, plain", "replace me, replaced", "answer me, answered by talk talk-seen", "who am i, nobody []"})
    void a_text_comes_back_as(String said, String heard) throws IOException {
        try (RawClient client = open("/talk-seen/echo")) {
            client.send(Frame.text(said));
            assertThat(client.read()).isEqualTo(Frame.text(heard));
        }
    }

    @Test
    @DisplayName("it.relay I21.1 a text that is dropped does not come back, and what follows it does")
    void a_text_that_is_dropped_does_not_come_back() throws IOException {
        try (RawClient client = open("/talk-seen/echo")) {
            client.send(Frame.text("drop me"), Frame.text("then"));
            assertThat(client.read()).isEqualTo(Frame.text("then"));
        }
    }

    @Test
    @DisplayName("it.relay I21.2 an interceptor closes with its code, on both sides")
    void an_interceptor_closes_with_its_code() throws IOException {
        try (RawClient client = open("/talk-seen/echo")) {
            client.send(Frame.text("close me"));
            assertThat(client.readClose()).isEqualTo(Frame.close(4001, "as you said"));
        }
        assertThat(visit().awaitClose()).isEqualTo(Frame.close(4001, "as you said"));
    }

    @Test
    @DisplayName("it.relay I21.3 one that throws ends the relay with 1011, and the log names it")
    void one_that_throws_ends_the_relay() throws IOException {
        var log = new ClosedLines("talk");
        try (RawClient client = open("/talk-seen/echo")) {
            client.send(Frame.text("throw"));
            assertThat(client.readClose().closeCode()).hasValue(1011);
            client.send(Frame.close(1011, ""));
        }
        assertThat(visit().awaitClose().closeCode()).hasValue(1011);
        log.expect(1, "cause=FAULT", "detail=\"interceptor obedient\"");
    }

    @Test
    @DisplayName("it.relay I21.4 a bean gathers the parts of a text and replaces it whole")
    void a_bean_gathers_the_parts_of_a_text() throws IOException {
        try (RawClient client = open("/talk-seen/echo")) {
            client.send(Frame.text("card 41111111").unfinished(), Frame.continuation(ascii("11111111 ok")));
            assertThat(new String(MessagesIT.readMessage(client, Frame.TEXT), StandardCharsets.UTF_8))
                    .isEqualTo("card [card] ok");
        }
    }

    @Test
    @DisplayName("it.relay I21.5 audit writes a line for a message, and none of what it says")
    void audit_writes_a_line_for_a_message() throws IOException {
        try (RawClient client = open("/talk-seen/echo")) {
            client.send(Frame.text("secret " + token));
            client.read();
        }
        await("lines of the audit")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Log.current()
                                .linesWith("\"direction\":\"to-member\",\"kind\":\"text\",\"parts\":1,\"bytes\":43")
                                .size()
                        > 0);
        assertThat(Log.current().linesWith("secret " + token)).isEmpty();
    }

    @Test
    @DisplayName("it.relay I21.6 where an interceptor is missing, nobody is let in")
    void where_an_interceptor_is_missing_nobody_is_let_in() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            assertThat(client.handshake(handshakeOn("/talk-unseen/echo")).status())
                    .isEqualTo(503);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
