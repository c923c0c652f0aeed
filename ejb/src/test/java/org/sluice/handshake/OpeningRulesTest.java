package org.sluice.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningRulesTest {
    private static final Headers GOOD = headers(
            "Host: chat.example.com",
            "Upgrade: websocket",
            "Connection: keep-alive, Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");

    private static Headers headers(String... lines) {
        List<Header> made = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            made.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new Headers(made);
    }

    private static Optional<HandshakeFault> fault(Headers headers) {
        return OpeningRules.faultOf("GET", "HTTP/1.1", headers);
    }

    @Test
    @DisplayName("handshake H1.1 the handshake of RFC 6455 1.2 is allowed")
    void the_handshake_of_the_rfc_is_allowed() {
        assertThat(fault(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("handshake H1.1 names and tokens are read without regard to case")
    @CsvSource({"Upgrade,WebSocket", "upgrade,WEBSOCKET", "Connection,upgrade", "CONNECTION,'Keep-Alive , UPGRADE'"})
    void names_and_tokens_are_read_without_regard_to_case(String name, String value) {
        assertThat(fault(GOOD.with(name, value))).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("handshake H1.1 a request that lacks what makes it a handshake is refused with 400")
    @ValueSource(strings = {"Host", "Upgrade", "Connection", "Sec-WebSocket-Key"})
    void a_request_that_lacks_what_makes_it_a_handshake_is_refused(String missing) {
        assertThat(fault(GOOD.without(missing)))
                .hasValueSatisfying(fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @DisplayName("handshake H1.1 a key that is not 16 bytes in base64 is refused with 400")
    @ValueSource(strings = {"", "dGhlIHNhbXBsZQ==", "not base64 at all!!", "dGhlIHNhbXBsZSBub25jZSBsb25n"})
    void a_key_that_is_not_16_bytes_is_refused(String key) {
        assertThat(fault(GOOD.with("Sec-WebSocket-Key", key)))
                .hasValueSatisfying(fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    @DisplayName("handshake H1.1 a key that stands twice is refused with 400")
    void a_key_that_stands_twice_is_refused() {
        List<Header> twice = new ArrayList<>(GOOD.lines());
        twice.add(new Header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
        assertThat(fault(new Headers(twice)))
                .hasValueSatisfying(fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    @DisplayName("handshake H1.1 a method other than GET is refused with 405 and Allow")
    void a_method_other_than_get_is_refused() {
        assertThat(OpeningRules.faultOf("POST", "HTTP/1.1", GOOD)).hasValueSatisfying(fault -> {
            assertThat(fault.status()).isEqualTo(405);
            assertThat(fault.headers().first("Allow")).hasValue("GET");
        });
    }

    @ParameterizedTest
    @DisplayName("handshake H1.1 a protocol other than HTTP/1.1 is refused with 400")
    @ValueSource(strings = {"HTTP/1.0", "HTTP/2.0"})
    void a_protocol_other_than_http_1_1_is_refused(String protocol) {
        assertThat(OpeningRules.faultOf("GET", protocol, GOOD))
                .hasValueSatisfying(fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @DisplayName("handshake H1.2 a version other than 13 is answered with 426 and the one there is")
    @ValueSource(strings = {"8", "99", "", "013", "13, 8"})
    void a_version_other_than_13_is_answered_with_426(String version) {
        assertThat(fault(GOOD.with("Sec-WebSocket-Version", version))).hasValueSatisfying(fault -> {
            assertThat(fault.status()).isEqualTo(426);
            assertThat(fault.headers().first("Sec-WebSocket-Version")).hasValue("13");
        });
    }

    @ParameterizedTest
    @DisplayName("handshake H1.3 a handshake that brings a body is refused")
    @CsvSource({"Content-Length,5", "Content-Length,x", "Transfer-Encoding,chunked"})
    void a_handshake_that_brings_a_body_is_refused(String name, String value) {
        assertThat(fault(GOOD.with(name, value)))
                .hasValueSatisfying(fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    @DisplayName("handshake H1.3 a length of nothing is no body")
    void a_length_of_nothing_is_no_body() {
        assertThat(fault(GOOD.with("Content-Length", "0"))).isEmpty();
    }

    @Test
    @DisplayName("handshake H1.1 the proof is the one of RFC 6455 1.3")
    void the_proof_is_the_one_of_the_rfc() {
        assertThat(AcceptKey.answering("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    @DisplayName(
            "handshake H1.4 a header whose name is no token, or whose value has control characters, is refused with 400")
    void a_malformed_header_is_refused() {
        for (Header line : List.of(
                new Header("X A", "1"),
                new Header("", "1"),
                new Header("X-A", "a\u0000b"),
                new Header("X-A", "a\rb"),
                new Header("X-A", "\u007f"))) {
            Headers headers = new Headers(List.of(new Header("Host", "a"), line));
            assertThat(OpeningRules.faultOf("GET", "HTTP/1.1", headers))
                    .describedAs("%s", line)
                    .hasValueSatisfying(fault -> assertThat(fault.message()).contains("malformed"));
        }
        Headers fine = new Headers(List.of(new Header("X-A", "a\tb\u00e4")));
        assertThat(OpeningRules.faultOf("GET", "HTTP/1.1", fine))
                .hasValueSatisfying(fault -> assertThat(fault.message()).contains("Host"));
    }
}
