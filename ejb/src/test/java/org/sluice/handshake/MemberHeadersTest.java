package org.sluice.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemberHeadersTest {
    private static Headers sent(Header... lines) {
        Headers all = new Headers(Stream.concat(
                        Stream.of(
                                new Header("Host", "chat.example.com:8443"),
                                new Header("Upgrade", "websocket"),
                                new Header("Connection", "Upgrade, X-Secret-Hop"),
                                new Header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                                new Header("Sec-WebSocket-Version", "13")),
                        Stream.of(lines))
                .toList());
        return MemberHeaders.of(new Handshake("7f3a", "/chat", all, "192.0.2.7", 8443, true));
    }

    @Test
    @DisplayName("handshake H2.1 end-to-end headers travel as they were written, repeated ones repeated, in order")
    void end_to_end_headers_travel_as_they_were_written() {
        Headers got = sent(
                new Header("Cookie", "a=1; b=2"),
                new Header("origin", "https://chat.example.com"),
                new Header("X-Thing", "one, two"),
                new Header("X-Thing", "three"),
                new Header("Sec-WebSocket-Protocol", "mqtt, chat"));
        assertThat(got.all("X-Thing")).containsExactly("one, two", "three");
        assertThat(got.lines())
                .contains(
                        new Header("Host", "chat.example.com:8443"),
                        new Header("origin", "https://chat.example.com"),
                        new Header("Cookie", "a=1; b=2"),
                        new Header("Sec-WebSocket-Protocol", "mqtt, chat"));
    }

    @Test
    @DisplayName("handshake H2.1 no hop-by-hop header passes, and none that Connection names")
    void no_hop_by_hop_header_passes() {
        Headers got = sent(
                new Header("X-Secret-Hop", "1"),
                new Header("Keep-Alive", "timeout=5"),
                new Header("TE", "trailers"),
                new Header("Proxy-Authorization", "Basic x"));
        assertThat(Stream.of("Connection", "Upgrade", "X-Secret-Hop", "Keep-Alive", "TE", "Proxy-Authorization"))
                .allSatisfy(name -> assertThat(got.all(name)).isEmpty());
    }

    @Test
    @DisplayName("handshake H2.1 the client's key and version stay with the client")
    void the_clients_key_and_version_stay_with_the_client() {
        assertThat(sent().all("Sec-WebSocket-Key")).isEmpty();
        assertThat(sent().all("Sec-WebSocket-Version")).isEmpty();
    }

    @Test
    @DisplayName("handshake H2.2 what a client claims about where it comes from is overwritten")
    void what_a_client_claims_is_overwritten() {
        Headers got = sent(
                new Header("X-Forwarded-For", "10.0.0.1"),
                new Header("x-forwarded-proto", "wss"),
                new Header("X-Forwarded-Host", "evil.example.com"),
                new Header("X-Forwarded-Port", "1"),
                new Header("Forwarded", "for=10.0.0.1"));
        assertThat(got.all("X-Forwarded-For")).isEqualTo(List.of("192.0.2.7"));
        assertThat(got.all("X-Forwarded-Proto")).isEqualTo(List.of("https"));
        assertThat(got.all("X-Forwarded-Host")).isEqualTo(List.of("chat.example.com:8443"));
        assertThat(got.all("X-Forwarded-Port")).isEqualTo(List.of("8443"));
        assertThat(got.all("Forwarded")).isEmpty();
    }

    @Test
    @DisplayName("handshake H2.3 a request id is kept if it is one harmless token, and made otherwise")
    void a_request_id_is_kept_or_made() {
        assertThat(sent(new Header("X-Request-ID", "abc-123")).all("X-Request-ID"))
                .containsExactly("abc-123");
        assertThat(sent().all("X-Request-ID")).containsExactly("7f3a");
        assertThat(sent(new Header("X-Request-ID", "two words")).all("X-Request-ID"))
                .containsExactly("7f3a");
        assertThat(sent(new Header("X-Request-ID", "a"), new Header("X-Request-ID", "b"))
                        .all("X-Request-ID"))
                .containsExactly("7f3a");
    }

    @Test
    @DisplayName(
            "handshake H2.4 a client's certificate headers are set by Sluice alone; those that the client sends are removed")
    void a_clients_certificate_is_told_by_us_alone() {
        Headers forged = new Headers(List.of(
                new Header("Host", "here"),
                new Header("x-ssl-client-subject", "CN=admin"),
                new Header("X_SSL_Client_Fingerprint", "00"),
                new Header("X-SSL-Client-Verify", "SUCCESS")));
        Headers without = MemberHeaders.of(new Handshake("1", "/", forged, "192.0.2.7", 8443, true));
        assertThat(without.lines())
                .noneMatch(line -> line.name().toLowerCase(Locale.ROOT).contains("ssl"));

        Headers with = MemberHeaders.of(new Handshake(
                "1",
                "/",
                forged,
                "192.0.2.7",
                8443,
                true,
                Optional.of(new ClientCertificate("CN=bob", "CN=ca", "1f", "abcd"))));
        assertThat(with.all("X-SSL-Client-Subject")).containsExactly("CN=bob");
        assertThat(with.all("X-SSL-Client-Issuer")).containsExactly("CN=ca");
        assertThat(with.all("X-SSL-Client-Serial")).containsExactly("1f");
        assertThat(with.all("X-SSL-Client-Fingerprint")).containsExactly("abcd");
        assertThat(with.all("X_SSL_Client_Fingerprint")).isEmpty();
        assertThat(with.all("X-SSL-Client-Verify")).isEmpty();
    }

    @Test
    @DisplayName("handshake H2.5 identity headers are set by Sluice alone, in printable characters")
    void who_a_client_is_is_told_by_us_alone() {
        Headers got = sent(new Header("x-sluice-user", "root"), new Header("X_Sluice_Roles", "admin"));
        assertThat(got.lines())
                .noneMatch(line -> line.name().toLowerCase(Locale.ROOT).contains("sluice"));

        Headers told = new Identity(() -> "J\u00f6rg\r\nX: y", List.of("chat", "staff")).tell(got);
        assertThat(told.all("X-Sluice-User")).containsExactly("J\\C3\\B6rg\\0D\\0AX: y");
        assertThat(told.all("X-Sluice-Roles")).containsExactly("chat, staff");
    }

    private static Headers sentWithConnection(String connection, Header... lines) {
        Headers all = new Headers(Stream.concat(
                        Stream.of(
                                new Header("Host", "chat.example.com"),
                                new Header("Upgrade", "websocket"),
                                new Header("Connection", connection)),
                        Stream.of(lines))
                .toList());
        return MemberHeaders.of(new Handshake("7f3a", "/chat", all, "192.0.2.7", 8080, false), List.of("X-Real-IP"));
    }

    @Test
    @DisplayName("handshake H2.6 Connection takes nothing away that the handshake needs, and everything else")
    void connection_takes_nothing_away_that_the_handshake_needs() {
        Headers got = sentWithConnection(
                "Upgrade, host, Origin, sec-websocket-protocol, X-Own",
                new Header("Origin", "https://a.example"),
                new Header("Sec-WebSocket-Protocol", "chat"),
                new Header("X-Own", "1"));
        assertThat(got.all("Host")).containsExactly("chat.example.com");
        assertThat(got.all("Origin")).containsExactly("https://a.example");
        assertThat(got.all("Sec-WebSocket-Protocol")).containsExactly("chat");
        assertThat(got.all("X-Own")).isEmpty();
    }

    @Test
    @DisplayName("handshake H2.6 a 426 keeps its Upgrade, other answers do not")
    void a_426_keeps_its_upgrade() {
        Headers answer = new Headers(List.of(
                new Header("Upgrade", "websocket/14"),
                new Header("Upgrade", "h2c"),
                new Header("Connection", "close, Upgrade"),
                new Header("X-Own", "1")));
        assertThat(answer.endToEnd(426).all("Upgrade")).containsExactly("websocket/14, h2c");
        assertThat(answer.endToEnd(426).all("Connection")).containsExactly("Upgrade");
        assertThat(answer.endToEnd(400).all("Upgrade")).isEmpty();
        assertThat(answer.endToEnd(426).all("X-Own")).containsExactly("1");
    }

    @Test
    @DisplayName("handshake H2.7 what only we say reaches no member in another spelling")
    void what_only_we_say_reaches_no_member_in_another_spelling() {
        for (String name : List.of(
                "X_Forwarded_For",
                "x.forwarded.for",
                "X_SSL_Client_Serial",
                "X_Sluice_User",
                "Transfer_Encoding",
                "X_Real_IP",
                "x-real-ip",
                "Expect")) {
            Headers got = sentWithConnection("Upgrade", new Header(name, "6.6.6.6"));
            assertThat(got.lines()).describedAs(name).noneMatch(line -> line.value()
                    .equals("6.6.6.6"));
        }
        assertThat(sentWithConnection("Upgrade", new Header("X_Own", "6.6.6.6")).all("X_Own"))
                .containsExactly("6.6.6.6");
    }
}
