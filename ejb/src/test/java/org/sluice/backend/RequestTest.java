package org.sluice.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.backend.MemberFixture.LONG;
import static org.sluice.backend.MemberFixture.attempt;
import static org.sluice.backend.MemberFixture.headers;
import static org.sluice.backend.MemberFixture.opened;

import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.handshake.Headers;

/** What the member gets to see. */
class RequestTest {
    private final MemberFixture fixture;
    private final FakeMember member = FakeMember.switching("");

    RequestTest() throws IOException {
        fixture = makeFixture();
    }

    /** How attempts are made: here by a thread that waits. */
    MemberFixture makeFixture() throws IOException {
        return new MemberFixture();
    }

    @AfterEach
    void close() throws IOException {
        member.close();
        fixture.close();
    }

    private MemberConnection ask(String target, Headers headers) throws InterruptedException {
        opened(fixture.members().connect(attempt(member.port(), target, headers, LONG)))
                .leg()
                .abort();
        return member.nextConnection();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a%2Fb%20%E2%82%AC?x={|}",
                "/%7e/../..//a;b=c?q=\"<>\\^`%",
                "/raw/\u00e2\u0082\u00ac",
                "*",
                "http://chat.example/absolute"
            })
    @DisplayName("backend R1.1 the target travels byte for byte")
    void the_target_travels_byte_for_byte(String target) throws Exception {
        assertThat(ask(target, headers()).lines().get(0)).isEqualTo("GET " + target + " HTTP/1.1");
    }

    @Test
    @DisplayName("backend R1.1 header lines keep their order, repeats, case and commas")
    void header_lines_keep_their_order_repeats_case_and_commas() throws Exception {
        Headers given = headers(
                "Origin", "null",
                "x-Twice", "one, two,three ,, four",
                "Cookie", "a=1; b=\"x,y\"",
                "X-Twice", "",
                "x-twice", "five",
                "Sec-WebSocket-Protocol", "chat, superchat",
                "sec-websocket-protocol", "v2",
                "Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits, x-other",
                "X-Latin", "caf\u00e9 \u0080\u00ff");

        MemberConnection handshake = ask("/", given);

        assertThat(handshake.lines().subList(1, 1 + given.lines().size()))
                .containsExactlyElementsOf(given.lines().stream()
                        .map(line -> line.name() + ": " + line.value())
                        .toList());
    }

    @Test
    @DisplayName("backend R1.1 a character that is no byte travels as UTF-8")
    void a_character_that_is_no_byte_travels_as_utf_8() throws Exception {
        assertThat(ask("/", headers("X-Euro", "\u20ac")).linesOf("X-Euro"))
                .containsExactly("X-Euro: \u00e2\u0082\u00ac");
    }

    @Test
    @DisplayName("backend R1.1 Host and Origin are the ones given, once, or none")
    void host_and_origin_are_the_ones_given() throws Exception {
        MemberConnection with = ask("/", headers("Origin", "https://Other.example:444"));
        MemberConnection without = ask("/", headers());

        assertThat(with.linesOf("Host")).containsExactly("Host: chat.example");
        assertThat(with.linesOf("Origin")).containsExactly("Origin: https://Other.example:444");
        assertThat(without.linesOf("Origin")).isEmpty();
    }

    @Test
    @DisplayName("backend R1.2 the package adds the four lines of RFC 6455 4.1 and nothing else")
    void the_room_adds_four_lines_and_nothing_else() throws Exception {
        MemberConnection handshake = ask("/", headers());

        assertThat(handshake.lines())
                .containsExactly(
                        "GET / HTTP/1.1",
                        "Host: chat.example",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: " + handshake.valueOf("Sec-WebSocket-Key"),
                        "Sec-WebSocket-Version: 13",
                        "",
                        "");
    }

    @Test
    @DisplayName("backend R1.2 every connection has a fresh key of 16 bytes")
    void every_connection_has_a_fresh_key_of_16_bytes() throws Exception {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            keys.add(ask("/", headers()).valueOf("Sec-WebSocket-Key"));
        }

        assertThat(keys)
                .hasSize(20)
                .allSatisfy(key -> assertThat(Base64.getDecoder().decode(key)).hasSize(16));
    }

    @Test
    @DisplayName("backend R1.2 the client's own lines of this kind, and its body's framing, do not travel")
    void the_clients_own_lines_of_this_kind_do_not_travel() throws Exception {
        MemberConnection handshake = ask(
                "/",
                headers(
                        "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version", "8",
                        "upgrade", "h2c",
                        "CONNECTION", "HTTP2-Settings",
                        "Content-Length", "5",
                        "Transfer-Encoding", "chunked"));

        assertThat(handshake.lines()).hasSize(8);
        assertThat(handshake.linesOf("Sec-WebSocket-Version")).containsExactly("Sec-WebSocket-Version: 13");
    }

    @Test
    @DisplayName("backend R1.1 what would break the request into two is no attempt")
    void what_would_break_the_request_into_two_is_no_attempt() {
        assertThatThrownBy(() -> attempt(1, "/ HTTP/1.1\r\nX: y", headers(), LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("target: / HTTP/1.1??X: y (expected: no control character)");
        assertThatThrownBy(() -> attempt(1, "/", headers("X", "y\r\nZ: z"), LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> attempt(1, "/", headers("X y", "z"), LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
