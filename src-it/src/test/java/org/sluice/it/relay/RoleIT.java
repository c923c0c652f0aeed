package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HeaderLines;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.RawClient;
import org.sluice.it.server.Apart;

/** Rules that want to know who a client is: alice, in the group chat, and bob, who is not, are users of the server's realm. */
@ResourceLock(Apart.MESSAGES)
class RoleIT extends RelayIT {
    private static final String AUTHORIZATION = "Authorization";

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private HandshakeRequest handshakeOf(String credentials, String target) {
        return handshakeOn(target).header(AUTHORIZATION, basic(credentials));
    }

    private HttpAnswer answerTo(HandshakeRequest handshake) throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            return client.handshake(handshake);
        }
    }

    @ParameterizedTest(name = "it.relay I23.1 at {0} who gives no credentials hears 401 and how to give them")
    @ValueSource(strings = {"/known/echo", "/talk-known/echo"})
    void who_gives_no_credentials_hears_401(String target) throws IOException {
        HttpAnswer answer = answerTo(handshakeOn(target));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.first("WWW-Authenticate"))
                .hasValueSatisfying(how -> assertThat(how).startsWithIgnoringCase("basic realm="));
        assertThat(member().visits(token)).isEmpty();
    }

    @ParameterizedTest(name = "it.relay I23.1 at {0} {1} hears {2}")
    @CsvSource({
        "/known/echo, alice:wrong, 401",
        "/talk-known/echo, alice:wrong, 401",
        "/known/echo, nobody:open-sesame, 401",
        "/known/echo, bob:open-sesame, 403",
        "/talk-known/echo, bob:open-sesame, 403"
    })
    void who_is_not_known_or_not_wanted_is_told_so(String target, String credentials, int status) throws IOException {
        assertThat(answerTo(handshakeOf(credentials, target)).status()).isEqualTo(status);
        assertThat(member().visits(token)).isEmpty();
    }

    @ParameterizedTest(
            name = "it.relay I23.2 at {0} who is in the role gets in, and the member learns who it is, from us alone")
    @ValueSource(strings = {"/known/echo", "/talk-known/echo"})
    void who_is_in_the_role_gets_in(String target) throws IOException {
        HeaderLines seen = seenBy(forged(handshakeOf("alice:open-sesame", target)));
        assertThat(seen.all("X-Sluice-User")).containsExactly("alice");
        assertThat(seen.all("X-Sluice-Roles")).containsExactly("chat");
        assertThat(seen.all("X_Sluice_User")).isEmpty();
    }

    @ParameterizedTest(name = "it.relay I23.2 at {0} the member is told nothing, and nothing that the client made up")
    @ValueSource(strings = {"/known-to-us/echo", "/echo", "/talk/echo"})
    void the_member_is_told_nothing(String target) throws IOException {
        HeaderLines seen = seenBy(forged(handshakeOf("alice:open-sesame", target)));
        assertThat(seen.all("X-Sluice-User")).isEmpty();
        assertThat(seen.all("X-Sluice-Roles")).isEmpty();
        assertThat(seen.all("X_Sluice_User")).isEmpty();
    }

    private static HandshakeRequest forged(HandshakeRequest handshake) {
        return handshake
                .header("X-Sluice-User", "root")
                .header("x-sluice-roles", "admin")
                .header("X_Sluice_User", "root");
    }

    @Test
    @DisplayName("it.relay I23.3 interceptors learn who the client is")
    void interceptors_learn_who_the_client_is() throws IOException {
        try (RawClient client = RawClient.connect(front())) {
            client.mustOpen(handshakeOf("alice:open-sesame", "/talk-known/echo"));
            client.send(Frame.text("who am i"));
            assertThat(client.read()).isEqualTo(Frame.text("alice [chat]"));
        }
    }

    @ParameterizedTest(name = "it.relay I23.4 where no rule asks, \"{0}\" reaches the member as it is")
    @ValueSource(
            strings = {
                "Basic YWxpY2U6b3Blbi1zZXNhbWU=",
                "Basic bm9ib2R5Ondyb25n",
                "Basic !!!",
                "Bearer abc.def",
                "Digest username=\"x\""
            })
    void where_no_rule_asks_credentials_reach_the_member(String credentials) throws IOException {
        for (String target : new String[] {"/echo", "/talk/echo"}) {
            HeaderLines seen = seenBy(handshakeOn(target).header(AUTHORIZATION, credentials));
            assertThat(seen.all(AUTHORIZATION)).containsExactly(credentials);
        }
    }

    /** Opens, and looks at what the member saw of this handshake, the latest of this test. */
    private HeaderLines seenBy(HandshakeRequest handshake) throws IOException {
        int before = member().visits(token).size();
        try (RawClient client = RawClient.connect(front())) {
            client.mustOpen(handshake);
            client.send(Frame.text("works"));
            assertThat(client.read()).isEqualTo(Frame.text("works"));
        }
        return member().visits(token).get(before).request().headers();
    }
}
