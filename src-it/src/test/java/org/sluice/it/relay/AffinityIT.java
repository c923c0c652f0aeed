package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Apart;

/** The same client to the same member, of two that take turns. */
@ResourceLock(Apart.COMING_AND_GOING)
@SuppressWarnings("NullAway.Init") // made before the first test
class AffinityIT extends RelayIT {
    private static final int TIMES = 6;

    private static ScriptedMember second;

    @BeforeAll
    static void listen() throws IOException {
        second = ScriptedMember.plain(Integer.getInteger("sluice.it.edge.healthy1.port"));
    }

    @AfterAll
    static void close() throws IOException {
        second.close();
    }

    private int seenByFirst() {
        return member().visits(token).size();
    }

    private int seenBySecond() {
        return second.visits(token).size();
    }

    private HttpAnswer opened(Address front, HandshakeRequest handshake) throws IOException {
        try (RawClient client = RawClient.connect(front)) {
            HttpAnswer answer = client.mustOpen(handshake);
            client.closeInOrder(Frame.close(1000, ""));
            return answer;
        }
    }

    /** The name and value of the cookie that an answer sets. */
    private static String cookie(HttpAnswer answer) {
        List<String> ours = answer.all("Set-Cookie").stream()
                .filter(line -> line.startsWith("SERVERID="))
                .toList();
        assertThat(ours).hasSize(1);
        return ours.get(0).substring(0, ours.get(0).indexOf(';'));
    }

    @Test
    @DisplayName("it.relay E5.1 a client with its cookie meets the same member again, and needs no other cookie")
    void a_client_with_its_cookie_meets_the_same_member_again() throws IOException {
        HttpAnswer first = opened(front(), handshakeOn("/sticky/set-cookie"));
        assertThat(first.all("Set-Cookie"))
                .contains("third=3")
                .last()
                .asString()
                .endsWith("; Path=/; HttpOnly; SameSite=Lax");
        int before = seenByFirst();
        for (int time = 0; time < TIMES; time++) {
            HttpAnswer again = opened(front(), handshakeOn("/sticky/echo").header("Cookie", "a=b; " + cookie(first)));
            assertThat(again.all("Set-Cookie")).isEmpty();
        }
        assertThat(List.of(seenByFirst(), seenBySecond()))
                .containsExactlyInAnyOrder(TIMES + 1, 0)
                .first()
                .isEqualTo(before == 1 ? TIMES + 1 : 0);
    }

    @Test
    @DisplayName("it.relay E5.1 an answer by HTTP marks the client too, and its WebSocket goes to the same member")
    void an_answer_by_http_marks_the_client_too() throws IOException {
        String mark;
        try (RawClient client = RawClient.connect(front())) {
            mark = cookie(client.handshake(handshakeOn("/sticky/refuse?status=401")));
        }
        boolean first = seenByFirst() == 1;
        for (int time = 0; time < TIMES; time++) {
            opened(front(), handshakeOn("/sticky/echo").header("Cookie", mark));
        }
        assertThat(first ? seenByFirst() : seenBySecond()).isEqualTo(TIMES + 1);
    }

    @Test
    @DisplayName("it.relay E5.1 over TLS the cookie goes out over TLS only")
    void over_tls_the_cookie_goes_out_over_tls_only() throws IOException {
        assertThat(opened(secureFront(), handshakeOn("/sticky/echo")).all("Set-Cookie"))
                .singleElement()
                .asString()
                .endsWith("; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    @ParameterizedTest(name = "it.relay E5.1 the cookie {0} does no harm")
    @ValueSource(strings = {"SERVERID=", "SERVERID=AAAAAAAAAAAAAAAAAAAAAA", "SERVERID=ws://127.0.0.1:1", "SERVERID"})
    void a_cookie_that_is_not_ours_does_no_harm(String forged) throws IOException {
        cookie(opened(front(), handshakeOn("/sticky/echo").header("Cookie", forged)));
    }

    @Test
    @DisplayName("it.relay E5.1 a client known by a header always meets the same member, and many clients meet both")
    void a_client_known_by_a_header_always_meets_the_same_member() throws IOException {
        Set<Integer> met = new HashSet<>();
        for (int client = 0; client < 2 * TIMES; client++) {
            int before = seenByFirst();
            opened(front(), handshakeOn("/sticky-header/echo").header("X-Client", "c" + client));
            opened(front(), handshakeOn("/sticky-header/echo").header("X-Client", "c" + client));
            met.add(seenByFirst() - before);
        }
        assertThat(met).containsExactlyInAnyOrder(0, 2);
    }
}
