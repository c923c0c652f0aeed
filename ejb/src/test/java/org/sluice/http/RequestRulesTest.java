package org.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.handshake.HandshakeFault;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

class RequestRulesTest {
    private static Headers headers(String... lines) {
        return new Headers(Stream.of(lines)
                .map(line -> line.split(":", 2))
                .map(pair -> new Header(pair[0], pair[1].strip()))
                .toList());
    }

    private static int status(String method, String protocol, String target, Headers headers) {
        return RequestRules.faultOf(method, protocol, target, headers)
                .map(HandshakeFault::status)
                .orElse(200);
    }

    @ParameterizedTest(name = "http P4.1 the request line {0} {2} {1} is answered {3}")
    @CsvSource({
        "GET,HTTP/1.1,/a?b=c,200",
        "FOO-bar,HTTP/1.1,/,200",
        "G(T,HTTP/1.1,/,400",
        "CONNECT,HTTP/1.1,/,405",
        "TRACE,HTTP/1.1,/,405",
        "GET,HTTP/1.2,/,400",
        "GET,HTTP/0.9,/,400",
        "GET,HTTP/1.1,*,400",
        "GET,HTTP/1.1,http://h/,400",
        "GET,HTTP/1.1,/a#b,400",
        "GET,HTTP/1.1,/a b,400",
    })
    void the_request_line(String method, String protocol, String target, int status) {
        assertThat(status(method, protocol, target, headers("Host: h"))).isEqualTo(status);
    }

    @ParameterizedTest(name = "http P4.1 {0} is refused")
    @ValueSource(
            strings = {
                "Content-Length: +3",
                "Content-Length: -3",
                "Content-Length: 3, 3",
                "Content-Length: 0x3",
                "Content-Length: 1234567890123456789",
                "Content-Length:",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: identity",
                "Host: other",
                "X A: 1",
                ": 1",
                "X-A: a\u0000b"
            })
    void a_line_that_can_be_read_in_two_ways_is_refused(String line) {
        assertThat(status("POST", "HTTP/1.1", "/", headers("Host: h", line))).isEqualTo(400);
    }

    @ParameterizedTest(name = "http P4.1 Host: {0} is refused")
    @ValueSource(strings = {"a/b", "a@b", "a b", "a?b", "a#b", "a\\b"})
    void a_malformed_host_is_refused(String host) {
        assertThat(status("GET", "HTTP/1.1", "/", new Headers(List.of(new Header("Host", host)))))
                .isEqualTo(400);
    }

    @Test
    @DisplayName(
            "http P4.1 two lengths, two codings, or one of each are refused; so is chunked in HTTP/1.0, and an unknown expectation")
    void two_of_what_may_stand_once_are_refused() {
        assertThat(status("POST", "HTTP/1.1", "/", headers("Host: h", "Content-Length: 3", "Content-Length: 3")))
                .isEqualTo(400);
        assertThat(status(
                        "POST", "HTTP/1.1", "/", headers("Host: h", "Content-Length: 3", "Transfer-Encoding: chunked")))
                .isEqualTo(400);
        assertThat(status("POST", "HTTP/1.0", "/", headers("Host: h", "Transfer-Encoding: chunked")))
                .isEqualTo(400);
        assertThat(status("POST", "HTTP/1.1", "/", headers("Host: h", "Expect: tea")))
                .isEqualTo(417);
        assertThat(status("POST", "HTTP/1.1", "/", headers("Host: h", "Expect: 100-Continue")))
                .isEqualTo(200);
        assertThat(status("GET", "HTTP/1.0", "/", headers())).isEqualTo(200);
        assertThat(status("GET", "HTTP/1.1", "/", headers())).isEqualTo(400);
    }

    @Test
    @DisplayName("http P4.1 the length of a body is what is announced, and none if nothing is")
    void the_length_of_a_body() {
        assertThat(RequestRules.lengthOf("POST", "HTTP/1.1", headers("Content-Length: 12")))
                .isEqualTo(12);
        assertThat(RequestRules.lengthOf("POST", "HTTP/1.1", headers("Transfer-Encoding: chunked")))
                .isEqualTo(PlainRequest.CHUNKED);
        assertThat(RequestRules.lengthOf("POST", "HTTP/1.1", headers())).isZero();
        assertThat(RequestRules.lengthOf("POST", "HTTP/2.0", headers())).isEqualTo(PlainRequest.CHUNKED);
        assertThat(RequestRules.lengthOf("GET", "HTTP/2.0", headers())).isZero();
    }
}
