package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Kind;

/** Requests that a server takes for its own, or otherwise than the client meant them. */
class RawRequestIT extends RelayIT {
    @ParameterizedTest(name = "it.relay I5.4 a request line \"GET TARGET{0}\" is no handshake")
    @ValueSource(strings = {"", " ", " HTTP/0.9", " HTTP/1.0", " HTTP/2.0"})
    void older_and_unknown_versions_are_refused(String version) throws IOException {
        HandshakeRequest handshake = handshakeOn("/echo");
        String head = new String(handshake.bytes(front().authority()), ISO_8859_1)
                .replaceFirst(" HTTP/1\\.1\r", version + "\r");
        try (RawClient client = RawClient.connect(front())) {
            client.send(head.getBytes(ISO_8859_1));
            String answer = new String(client.in().readAllBytes(), ISO_8859_1);
            assertThat(answer).doesNotStartWith("HTTP/1.1 101").doesNotContain("Exception");
            assertThat(member().visits(token)).isEmpty();
        }
    }

    @ParameterizedTest(name = "it.relay I6.5 the target {0} arrives byte for byte")
    @ValueSource(
            strings = {
                "/app;jsessionid=0A1B.node1/ws",
                "/ws;jsessionid=0A1B",
                "/ws;jsessionid=0A1B:route?x=1",
                "/ws;JSESSIONID=0A1B",
                "/a;jreplica=i1/ws",
                "/a;v=1;jsessionid=0A1B"
            })
    void path_parameters_arrive(String target) throws IOException {
        RawClient.open(front(), handshakeOn(target)).closeInOrder(Frame.close(1000, ""));
        assertThat(visit().request().target()).isEqualTo(at(target));
    }

    @ParameterizedTest(name = "it.relay I6.5 the target {0} arrives byte for byte, or is refused with 400")
    @ValueSource(strings = {"/ws;jsessionid=0A1B;v=2/x", "/long/path/of/many;jsessionid=1;v=2"})
    void what_a_server_has_lost_is_refused(String target) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.handshake(handshakeOn(target));
            if (answer.status() == 101) {
                assertThat(visit().request().target()).isEqualTo(at(target));
            } else {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(Kind.current()).isNotEqualTo(Kind.WILDFLY);
            }
        }
    }

    @ParameterizedTest(name = "it.relay I6.6 a session opened with {0} lives on, in either relay")
    @ValueSource(
            strings = {
                "Upgrade: h2c, websocket",
                "Upgrade: websocket, h2c",
                "Upgrade: other/1, websocket",
                "Upgrade: h2c\r\nUpgrade: websocket",
                "Upgrade: WebSocket"
            })
    void a_session_lives_on_whatever_else_upgrade_offers(String lines) throws IOException {
        for (String path : new String[] {"/echo", "/talk/echo"}) {
            livesOn(plainFront(), HandshakeRequest.on(path).without("Upgrade").line(lines));
        }
    }

    @ParameterizedTest(name = "it.relay I6.6 a session opened with {0} lives on")
    @ValueSource(
            strings = {
                "Connection: close\r\nConnection: Upgrade",
                "Connection: Upgrade\r\nConnection: close",
                "Connection: close, Upgrade",
                "Connection: Upgrade, close",
                "Connection: Upgrade\r\nExpect: 100-continue",
                "Connection: close\r\nConnection: Upgrade\r\nExpect: 100-continue"
            })
    void a_session_lives_on_whatever_connection_says(String lines) throws IOException {
        for (Address address : new Address[] {front(), secureFront()}) {
            for (String path : new String[] {"/echo", "/talk/echo"}) {
                livesOn(address, HandshakeRequest.on(path).without("Connection").line(lines));
            }
        }
    }

    private static void livesOn(Address address, HandshakeRequest handshake) throws IOException {
        try (RawClient client = RawClient.connect(address)) {
            HttpAnswer answer = client.handshake(handshake);
            if (answer.status() == 100) { // Payara writes it before we are asked
                answer = client.answer();
            }
            assertThat(answer.status()).isEqualTo(101);
            for (int i = 0; i < 3; i++) {
                client.send(Frame.text("still there?"));
                assertThat(client.read()).isEqualTo(Frame.text("still there?"));
            }
            client.closeInOrder(Frame.close(1000, ""));
        }
    }

    @ParameterizedTest(name = "it.relay I6.7 Cookie: {0} is for the member alone")
    @ValueSource(
            strings = {
                "name=Zo\u00c3\u00ab",
                "JSESSIONID=\u00ff",
                "$Version=1; a=\u00e4",
                "a=\"b",
                "=; ==; ;;",
                "JSESSIONID=abc; JSESSIONID=def"
            })
    void cookies_are_for_the_member_alone(String cookie) throws IOException {
        RawClient.open(front(), handshakeOn("/echo").header("Cookie", cookie)).closeInOrder(Frame.close(1000, ""));
        assertThat(visit().request().headers().all("Cookie")).containsExactly(cookie);
    }

    @ParameterizedTest(name = "it.relay I5.4 the line {0} is refused with 400")
    @ValueSource(strings = {"X-A: a\u0000b", "Cookie: a=\u0000", "X-A: a\u0007b", "X-A: \u007f"})
    void malformed_lines_are_refused(String line) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            HttpAnswer answer = client.handshake(handshakeOn("/echo").line(line));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("Exception");
            assertThat(member().visits(token)).isEmpty();
        }
    }

    @ParameterizedTest(name = "it.relay I6.8 header bytes above 0x7F arrive: {0}")
    @ValueSource(strings = {"Zo\u00c3\u00ab", "\u00e4", "\u00ff\u00fe"})
    void header_bytes_above_0x7f_arrive(String value) throws IOException {
        RawClient.open(front(), handshakeOn("/echo").header("X-Name", value)).closeInOrder(Frame.close(1000, ""));
        assertThat(visit().request().headers().all("X-Name")).containsExactly(value);
    }

    @ParameterizedTest(name = "it.relay I6.8 a header of {0} bytes arrives")
    @ValueSource(ints = {9_000, 20_000, 50_000})
    void a_large_head_arrives(int bytes) throws IOException {
        String value = "x".repeat(bytes);
        RawClient.open(front(), handshakeOn("/echo").header("Cookie", value)).closeInOrder(Frame.close(1000, ""));
        assertThat(visit().request().headers().all("Cookie")).containsExactly(value);
    }

    @ParameterizedTest(name = "it.relay I6.8 {0} lines of headers arrive")
    @ValueSource(ints = {120, 190})
    void many_lines_arrive(int lines) throws IOException {
        HandshakeRequest handshake = handshakeOn("/echo");
        for (int i = 0; i < lines; i++) {
            handshake = handshake.header("X-Line-" + i, "1");
        }
        RawClient.open(front(), handshake).closeInOrder(Frame.close(1000, ""));
        assertThat(visit().request().headers().lines())
                .filteredOn(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("x-line-"))
                .hasSize(lines);
    }

    @ParameterizedTest(name = "it.relay I6.8 the name of {0} keeps its letters")
    @ValueSource(strings = {"X-Own: 1", "x-lower: 1", "X-UPPER: 1", "Cookie: a=1"})
    void header_names_keep_their_letters(String line) throws IOException {
        RawClient.open(front(), handshakeOn("/echo").line(line)).closeInOrder(Frame.close(1000, ""));
        assertThat(visit().request().headers().lines()).contains(line);
    }

    @ParameterizedTest(name = "it.relay I6.8 the target {0} arrives byte for byte")
    @ValueSource(strings = {"/a|b", "/x?q={1}", "/x?a=\"b\"", "/caf\u00c3\u00a9?n=\u00c3\u00ab", "/x?a=^b`c"})
    void targets_as_browsers_write_them_arrive(String target) throws IOException {
        // WildFly hands over decoded characters: see its page.
        assumeThat(Kind.current()).as("WildFly answers 400").isNotEqualTo(Kind.WILDFLY);
        RawClient.open(front(), handshakeOn(target)).closeInOrder(Frame.close(1000, ""));
        assertThat(visit().request().target()).isEqualTo(at(target));
    }

    @ParameterizedTest(
            name = "it.relay I6.8 in relays of messages the target {0} arrives byte for byte, and the session works")
    @ValueSource(
            strings = {
                "/x?a=%zz",
                "/x?a=%",
                "/x?ticket=0123",
                "/x?a=%00",
                "/x?",
                "/x?a=|",
                "/x?q={1}",
                "/a|b",
                "/x?a=\u00c3\u00a9"
            })
    void in_relays_of_messages_targets_that_are_no_uris_arrive(String target) throws IOException {
        for (Address address : new Address[] {plainFront(), secureFront()}) {
            try (RawClient client = RawClient.connect(address)) {
                HttpAnswer answer = client.handshake(handshakeOn("/talk" + target));
                if (answer.status() == 400) {
                    assertThat(Kind.current())
                            .as("who refuses it: see its page")
                            .isEqualTo(Kind.WILDFLY);
                } else {
                    assertThat(answer.status()).isEqualTo(101);
                    client.send(Frame.text("there?"));
                    assertThat(client.read()).isEqualTo(Frame.text("there?"));
                    client.closeInOrder(Frame.close(1000, ""));
                }
            }
        }
        assertThat(member().visits(token))
                .allSatisfy(visit -> assertThat(visit.request().target()).isEqualTo(at(target)));
    }

    @ParameterizedTest(name = "it.relay I6.8 the path {0} arrives byte for byte")
    @ValueSource(strings = {"/a%2Fb", "/a%25b"})
    void encoded_signs_arrive(String target) throws IOException {
        RawClient.open(front(), handshakeOn(target)).closeInOrder(Frame.close(1000, ""));
        assertThat(visit().request().target()).isEqualTo(at(target));
    }
}
