package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;

/** Handshakes against RFC 6455 4.2.1. */
class HandshakeFaultIT extends RelayIT {
    private static final HandshakeRequest GOOD = HandshakeRequest.on("/echo");

    @ParameterizedTest(name = "it.relay I5.1 version {0} is answered with 426 and the version that is spoken")
    @ValueSource(strings = {"8", "99", "0", "thirteen"})
    void another_version_is_answered_with_426_and_the_version_that_is_spoken(String version) throws IOException {
        HttpAnswer answer = refused(handshakeOn("/echo").replace("Sec-WebSocket-Version", version));
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.all("Sec-WebSocket-Version")).containsExactly("13");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("a missing key", GOOD.without("Sec-WebSocket-Key")),
                Arguments.of("a short key", GOOD.replace("Sec-WebSocket-Key", "c2hvcnQ=")),
                Arguments.of("a long key", GOOD.replace("Sec-WebSocket-Key", "bG9uZ2VyIHRoYW4gc2l4dGVlbg==")),
                Arguments.of("a key that is no base64", GOOD.replace("Sec-WebSocket-Key", "!!!!!!!!!!!!!!!!!!!!!!==")),
                Arguments.of("two keys", GOOD.header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")),
                Arguments.of("HTTP/1.0", GOOD.version("HTTP/1.0")),
                Arguments.of("POST", GOOD.method("POST").header("Content-Length", "0")),
                Arguments.of("no Connection: Upgrade", GOOD.without("Connection")),
                Arguments.of("Connection without Upgrade", GOOD.replace("Connection", "keep-alive")),
                Arguments.of("no Upgrade", GOOD.without("Upgrade")),
                Arguments.of("Upgrade to something else", GOOD.replace("Upgrade", "h2c")));
    }

    @ParameterizedTest(name = "it.relay I5.1 {0} is refused with 400 or 405 and never seen by the member")
    @MethodSource("faults")
    void a_fault_is_refused_and_never_seen_by_the_member(String fault, HandshakeRequest handshake) throws IOException {
        HttpAnswer answer =
                refused(new HandshakeRequest(handshake.method(), at("/echo"), handshake.version(), handshake.lines()));
        assertThat(answer.status()).describedAs(fault).isIn(400, 405);
    }

    private HttpAnswer refused(HandshakeRequest handshake) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.handshake(handshake);
            assertThat(member().visits(token)).isEmpty();
            livesOn();
            return answer;
        }
    }

    private static void livesOn() throws IOException {
        try (RawClient client = RawClient.open(front(), "/echo")) {
            client.send(Frame.text("still there?"));
            assertThat(client.read()).isEqualTo(Frame.text("still there?"));
            client.closeInOrder(Frame.close(1000, ""));
        }
    }
}
