package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HeaderLines;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;

/** What a peer cannot do to the handshake by the names of its headers. */
class ForwardedHeadersIT extends RelayIT {
    @BeforeAll
    static void teach() {
        member().script("/hop/subprotocol", with -> {
            with.open("Connection: Sec-WebSocket-Protocol, X-Hop", "Sec-WebSocket-Protocol: chat.v1", "X-Hop: 1");
            with.drain();
        });
        member().script(
                        "/hop/426",
                        with -> with.write(
                                """
                                HTTP/1.1 426 Upgrade Required\r
                                Upgrade: websocket/14, h2c\r
                                Connection: Upgrade, close, X-Hop\r
                                X-Hop: 1\r
                                Content-Length: 5\r
                                \r
                                newer\
                                """
                                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }

    private HeaderLines seenFor(HandshakeRequest handshake) throws IOException {
        RawClient.open(front(), handshake).closeInOrder(Frame.close(1000, ""));
        return visit().request().headers();
    }

    @ParameterizedTest(name = "it.relay I6.3 Connection: {0} takes nothing away that the handshake needs")
    @ValueSource(
            strings = {
                "Upgrade, Host",
                "host, Upgrade, Origin",
                "Upgrade, Sec-WebSocket-Protocol, Sec-WebSocket-Extensions",
                "keep-alive, Upgrade, Sec-WebSocket-Key, Sec-WebSocket-Version",
                "Upgrade, X-Forwarded-For, X-Forwarded-Host"
            })
    void connection_takes_nothing_away_that_the_handshake_needs(String connection) throws IOException {
        HeaderLines seen = seenFor(handshakeOn("/echo")
                .replace("Connection", connection)
                .header("Host", "chat.example.com")
                .header("Origin", "https://app.example.com")
                .header("Sec-WebSocket-Protocol", "chat.v1")
                .header("Sec-WebSocket-Extensions", "x-made-up"));
        assertThat(seen.all("Host")).containsExactly("chat.example.com");
        assertThat(seen.all("Origin")).containsExactly("https://app.example.com");
        assertThat(seen.all("Sec-WebSocket-Protocol")).containsExactly("chat.v1");
        assertThat(seen.all("Sec-WebSocket-Extensions")).containsExactly("x-made-up");
        assertThat(seen.all("Sec-WebSocket-Key")).hasSize(1);
        assertThat(seen.all("Sec-WebSocket-Version")).containsExactly("13");
        assertThat(seen.all("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.all("X-Forwarded-Host")).containsExactly("chat.example.com");
    }

    @Test
    @DisplayName("it.relay I6.3 a member's Connection does not take away the subprotocol it chose")
    void a_members_connection_does_not_take_away_the_subprotocol() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.mustOpen(
                    handshakeOn("/hop/subprotocol").header("Sec-WebSocket-Protocol", "chat.v2, chat.v1"));
            assertThat(answer.all("Sec-WebSocket-Protocol")).containsExactly("chat.v1");
            assertThat(answer.all("X-Hop")).isEmpty();
        }
    }

    @Test
    @DisplayName("it.relay I6.3 a member's 426 says what to upgrade to")
    void a_members_426_says_what_to_upgrade_to() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.handshake(handshakeOn("/hop/426"));
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.all("Upgrade")).containsExactly("websocket/14, h2c");
            assertThat(answer.all("X-Hop")).isEmpty();
            assertThat(answer.body()).isEqualTo("newer");
        }
    }

    @ParameterizedTest(name = "it.relay I6.4 {0} never reaches a member")
    @ValueSource(
            strings = {
                "X_Forwarded_For",
                "x_forwarded-proto",
                "X-Forwarded_Host",
                "X.Forwarded.For",
                "X_Request_ID",
                "X_SSL_Client_Subject",
                "X_Sluice_User",
                "Transfer_Encoding",
                "Content_Length",
                "Sec_WebSocket_Key",
                "Proxy_Authorization",
                "X-Real-IP",
                "X_Real_IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "X-Client-IP",
                "X-Original-URL",
                "x_original_url",
                "X-Rewrite-URL",
                "X-Forwarded-Prefix",
                "Proxy"
            })
    void what_members_believe_and_anybody_can_say_never_reaches_them(String name) throws IOException {
        HeaderLines seen = seenFor(handshakeOn("/echo").header(name, "6.6.6.6"));
        assertThat(seen.lines()).noneMatch(line -> line.contains("6.6.6.6"));
    }

    @ParameterizedTest(name = "it.relay I6.4 {0} passes: nobody else says it")
    @ValueSource(strings = {"X_Own", "X-Tenant", "under_score", "X-Real-IPs", "X-Forwarded-Fork"})
    void other_names_pass(String name) throws IOException {
        assertThat(seenFor(handshakeOn("/echo").header(name, "6.6.6.6")).all(name))
                .containsExactly("6.6.6.6");
    }

    @ParameterizedTest(name = "it.relay I6.4 a rule whose untrusted-headers are other ones lets {0} pass: {1}")
    @CsvSource({"X-Real-IP, true", "X-Tenant, false", "X_Tenant, false", "X_Forwarded_For, false"})
    void a_rule_says_which_headers_are_untrusted(String name, boolean passes) throws IOException {
        HeaderLines seen = seenFor(handshakeOn("/trusting/echo").header(name, "6.6.6.6"));
        assertThat(seen.all(name).contains("6.6.6.6")).isEqualTo(passes);
    }
}
