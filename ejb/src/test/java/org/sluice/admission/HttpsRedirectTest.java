package org.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.config.Configuration;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

class HttpsRedirectTest {
    private static final int PLAIN = 8080;
    private static final Configuration REDIRECTING = ((ReadResult.Accepted) new ConfigurationReader()
                    .read(Map.of(
                            "listeners/plain", Map.of("port", "" + PLAIN, "https-redirect", "true"),
                            "listeners/other", Map.of("port", "9090"))))
            .configuration();

    private static Handshake asking(String target, String host, int port, boolean secure) {
        return new Handshake("1", target, new Headers(List.of(new Header("Host", host))), "192.0.2.1", port, secure);
    }

    private static Optional<AnsweredByRule> instead(Handshake request, OptionalInt tlsPort) {
        return new HttpsRedirect(tlsPort).instead(request, REDIRECTING);
    }

    @ParameterizedTest(name = "A4.1 {1} of {0} is sent to {2}")
    @CsvSource({
        "chat.example.com,          /a%2Fb?x=%20&y, https://chat.example.com/a%2Fb?x=%20&y",
        "chat.example.com:8080,     /chat,          https://chat.example.com:8443/chat",
        "chat.example.com:80,       /,              https://chat.example.com/",
        "chat.example.com:31080,    /chat,          https://chat.example.com/chat",
        "[2001:db8::1]:8080,        /chat,          https://[2001:db8::1]:8443/chat",
        "chat.example.com,          http://other/x, https://chat.example.com/x",
        "chat.example.com,          *,              https://chat.example.com/*",
    })
    void a_request_without_tls_is_sent_to_the_same_place_by_https(String host, String target, String location) {
        assertThat(instead(asking(target, host, PLAIN, false), OptionalInt.of(8443)))
                .hasValueSatisfying(directed -> {
                    assertThat(directed.status()).isEqualTo(308);
                    assertThat(directed.headers().all("Location")).containsExactly(location);
                });
    }

    @Test
    @DisplayName(
            "admission A4.1 where the port of the TLS listener is not known, or is the standard one, none is named")
    void without_a_known_port_none_is_named() {
        for (OptionalInt port : List.of(OptionalInt.empty(), OptionalInt.of(443))) {
            assertThat(instead(asking("/", "here:8080", PLAIN, false), port)
                            .orElseThrow()
                            .headers()
                            .all("Location"))
                    .containsExactly("https://here/");
        }
    }

    @Test
    @DisplayName("admission A4.1 a client that came over TLS stays, and so does one of another listener")
    void others_stay() {
        assertThat(instead(asking("/", "here", PLAIN, true), OptionalInt.of(8443)))
                .isEmpty();
        assertThat(instead(asking("/", "here", 9090, false), OptionalInt.of(8443)))
                .isEmpty();
        assertThat(instead(asking("/", "here", 7070, false), OptionalInt.of(8443)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "here/evil", "here:80\r\nX: y", "user@here", "here:8o"})
    @DisplayName("admission A4.1 a request whose Host is none gets no further without TLS")
    void a_request_whose_host_is_none_gets_no_further(String host) {
        assertThat(instead(asking("/", host, PLAIN, false), OptionalInt.of(8443)))
                .hasValueSatisfying(directed -> assertThat(directed.status()).isEqualTo(400));
    }
}
