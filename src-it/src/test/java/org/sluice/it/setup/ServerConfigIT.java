package org.sluice.it.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Authority;
import org.sluice.it.kit.Authority.Certificate;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HeaderLines;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.OldTlsClientHello;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;
import org.sluice.it.server.OwnServer;
import org.sluice.it.server.Server;

/** A server of its own, fresh from its archive and prepared by {@code server-config}, with the test's own authority. */
@ResourceLock(Apart.OWN_SERVER_TOO)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerConfigIT {
    /** What Linux buffers between member and server, both ends together: 6 MiB to receive, 4 to send, by default. */
    private static final long SOCKETS = 10L << 20;

    /** The second number of their versions on the wire. */
    private static final int TLS_1_1 = 2;

    private static final int TLS_1_2 = 3;

    private final Authority authority = Server.trusted();
    private final ScriptedMember plain = ScriptedMember.plain(0);
    private final ScriptedMember wants = asking(false, "TLSv1.3");
    private final ScriptedMember needs = asking(true, "TLSv1.2", "TLSv1.3");
    private final ScriptedMember late = ScriptedMember.tls(0, authority.showing(Certificate.UNTRUSTED));
    private final String token = UUID.randomUUID().toString();
    private final OwnServer own;

    ServerConfigIT() throws IOException {
        String secret = "only-for-the-tests";
        Path password = Files.writeString(Files.createTempFile("operator", ""), secret + "\n");
        own = OwnServer.fresh("prepared", this::entries)
                .applyTwice(Map.of(
                        "SLUICE_KEYSTORE",
                        authority.keyStore() + "",
                        "SLUICE_KEY_ALIAS",
                        Certificate.GOOD.name(),
                        "SLUICE_CLIENT_KEYSTORE",
                        authority.keyStore() + "",
                        "SLUICE_CLIENT_KEY_ALIAS",
                        Certificate.MISNAMED.name(),
                        "SLUICE_TRUST",
                        authority.pem() + "",
                        "SLUICE_CLIENT_AUTH",
                        "want",
                        "SLUICE_TLS_LOG",
                        "true",
                        "SLUICE_OPERATOR",
                        "operator",
                        "SLUICE_OPERATOR_PASSWORD_FILE",
                        password + ""))
                .start();
        Files.delete(password);
    }

    /** All clients come by TLS: the plain listener sends them there. */
    private Map<String, String> entries(Server server) {
        return Map.ofEntries(
                Map.entry("sluice.listeners.plain", "port=" + server.httpPort() + "; https-redirect=true"),
                Map.entry("sluice.pools.plain", "members=ws://127.0.0.1:" + plain.port()),
                Map.entry("sluice.rules.plain", "pool=plain"),
                Map.entry("sluice.pools.wants", members(wants)),
                Map.entry("sluice.rules.wants", "path=/wants/*; strip-prefix=/wants; pool=wants"),
                Map.entry("sluice.pools.shown", "client-key=sluice-client; " + members(wants)),
                Map.entry("sluice.rules.shown", "path=/shown/*; strip-prefix=/shown; pool=shown"),
                Map.entry("sluice.pools.needs", "retries=0; " + members(needs)),
                Map.entry("sluice.rules.needs", "path=/needs/*; strip-prefix=/needs; pool=needs"),
                Map.entry("sluice.pools.given", "client-key=sluice-client; " + members(needs)),
                Map.entry("sluice.rules.given", "path=/given/*; strip-prefix=/given; pool=given"),
                Map.entry("sluice.pools.late", "retries=0; eject-after=0; " + members(late)),
                Map.entry("sluice.rules.late", "path=/late/*; strip-prefix=/late; pool=late"));
    }

    private static String members(ScriptedMember member) {
        return "health=off; connect-timeout=10s; members=wss://localhost:" + member.port();
    }

    private ScriptedMember asking(boolean needed, String... protocols) throws IOException {
        return ScriptedMember.asking(0, authority.showing(Certificate.GOOD), needed, protocols);
    }

    @BeforeAll
    void deploy() {
        own.deploy();
    }

    @AfterAll
    void stop() throws IOException {
        own.close();
        for (ScriptedMember member : List.of(plain, wants, needs, late)) {
            member.close();
        }
    }

    private Address front() {
        return Address.plain(own.server().httpPort());
    }

    private Address secureFront() {
        return Address.tls(own.server().httpsPort());
    }

    private static void echo(RawClient client) throws IOException {
        client.send(Frame.text("works"));
        assertThat(client.read()).isEqualTo(Frame.text("works"));
        client.closeInOrder(Frame.close(1000, ""));
    }

    @Test
    @DisplayName("it.setup J1.2 on a server that was prepared, nothing is warned of")
    void on_a_server_that_was_prepared_nothing_is_warned_of() {
        assertThat(own.log().linesWith("config-accepted")).isNotEmpty();
        assertThat(own.log().linesWith("server-warning")).isEmpty();
    }

    @ParameterizedTest(name = "it.setup J1.3 {0} reaches the members")
    @ValueSource(strings = {"/health", "/metrics", "/openapi", "/wildfly-services", "/"})
    void paths_that_a_server_answers_itself_reach_the_members(String path) throws IOException {
        plain.script(path, conversation -> conversation.refuse(418, List.of(), "the member's own"));
        try (RawClient client = RawClient.connect(secureFront())) {
            assertThat(client.handshake(HandshakeRequest.on(path)).status()).isEqualTo(418);
        }
    }

    @Test
    @DisplayName("it.setup J1.4 a client that does not read costs the server less than a megabyte")
    void a_client_that_does_not_read_costs_less_than_a_megabyte() throws IOException {
        int receive = 64 << 10;
        long all = 64L << 20;
        try (RawClient client = RawClient.connect(secureFront(), receive)) {
            client.mustOpen(HandshakeRequest.on("/flood?frame=65536&bytes=" + all + "&token=" + token));
            Visit visit = plain.visit(token);
            long[] last = {-1};
            await("a standstill")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> last[0] == (last[0] = visit.bytesSent()));
            // Besides the server's own: the sockets' buffers of member, server and client.
            assertThat(visit.bytesSent()).isLessThan(SOCKETS + (1 << 20));
            client.reset();
        }
    }

    @ParameterizedTest(name = "it.setup J2.1 {0} is spoken, with the operator's certificate")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tls_is_spoken_with_the_operators_certificate(String protocol) throws IOException {
        try (SSLSocket socket = secure(authority.showing(Certificate.MISNAMED), protocol)) {
            socket.startHandshake(); // trusts the test's authority alone
            assertThat(socket.getSession().getPeerPrincipal().getName()).isEqualTo("CN=GOOD");
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
    }

    @Test
    @DisplayName("it.setup J2.1 TLS 1.1 is refused to a client that speaks nothing newer")
    void tls_1_1_is_refused() throws IOException {
        assertThat(OldTlsClientHello.answerTo(secureFront(), TLS_1_2)).isEqualTo(OldTlsClientHello.Answer.AGREED);
        assertThat(OldTlsClientHello.answerTo(secureFront(), TLS_1_1)).isEqualTo(OldTlsClientHello.Answer.REFUSED);
    }

    private SSLSocket secure(SSLContext context, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), own.server().httpsPort());
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    @Test
    @DisplayName("it.setup J2.2 a member learns who the client is by its certificate")
    void a_member_learns_who_the_client_is() throws IOException {
        HeaderLines seen = seenFrom(RawClient.connect(secureFront(), authority.showing(Certificate.MISNAMED)));
        assertThat(seen.all("X-SSL-Client-Subject")).containsExactly("CN=MISNAMED");
        assertThat(seen.all("X-SSL-Client-Issuer")).containsExactly("CN=authority");
        assertThat(seen.all("X-SSL-Client-Serial")).singleElement().asString().matches("[0-9a-f]+");
        assertThat(seen.all("X-SSL-Client-Fingerprint")).containsExactly(authority.fingerprint(Certificate.MISNAMED));
    }

    @Test
    @DisplayName("it.setup J2.2 what a client claims to be without a certificate never reaches a member")
    void what_a_client_claims_never_reaches_a_member() throws IOException {
        HeaderLines seen = seenFrom(RawClient.connect(secureFront()));
        for (String part : List.of("Subject", "Issuer", "Serial", "Fingerprint")) {
            assertThat(seen.all("X-SSL-Client-" + part)).isEmpty();
            assertThat(seen.all("X_SSL_Client_" + part)).isEmpty();
        }
    }

    private HeaderLines seenFrom(RawClient connected) throws IOException {
        String mark = UUID.randomUUID().toString();
        try (RawClient client = connected) {
            client.mustOpen(HandshakeRequest.on("/echo?token=" + mark)
                    .header("X-SSL-Client-Subject", "CN=admin")
                    .header("x-ssl-client-fingerprint", "00")
                    .header("X_SSL_Client_Serial", "1"));
            echo(client);
        }
        return plain.visit(mark).request().headers();
    }

    @ParameterizedTest(name = "it.setup J2.2 a client whose certificate is {0} is turned away, and the log says {1}")
    @CsvSource({
        "EXPIRED, java.security.cert.CertificateExpiredException",
        "UNTRUSTED, sun.security.provider.certpath.SunCertPathBuilderException"
    })
    void a_client_with_a_faulty_certificate_is_turned_away(Certificate certificate, String why) throws IOException {
        SSLContext faulty = authority.insistingOn(certificate);
        assertThatThrownBy(() -> {
                    try (RawClient client = RawClient.connect(secureFront(), faulty)) {
                        client.mustOpen(HandshakeRequest.on("/echo"));
                    }
                })
                .isInstanceOf(IOException.class);
        await().untilAsserted(() ->
                assertThat(own.fineLog().linesWith("Caused by: " + why)).isNotEmpty());
    }

    @Test
    @DisplayName("it.setup J2.2 a client that keeps back a certificate which nobody asked for is nobody")
    void a_client_that_keeps_its_certificate_back_is_nobody() throws IOException {
        // Java's clients do: its issuer is not among those that the listener names.
        HeaderLines seen = seenFrom(RawClient.connect(secureFront(), authority.showing(Certificate.UNTRUSTED)));
        assertThat(seen.all("X-SSL-Client-Subject")).isEmpty();
    }

    @ParameterizedTest(name = "it.setup J2.3 a member that asks is shown the name \"{1}\" by the pool {0}")
    @CsvSource({"wants, ''", "shown, CN=MISNAMED"})
    void a_member_that_asks_is_shown_what_the_pool_names(String pool, String name) throws IOException {
        String mark = UUID.randomUUID().toString();
        try (RawClient client = RawClient.open(secureFront(), "/" + pool + "/echo?token=" + mark)) {
            echo(client);
        }
        assertThat(wants.visit(mark).secured().orElseThrow().client()).isEqualTo(name);
    }

    @Test
    @DisplayName(
            "it.setup J2.3 a member that needs a certificate takes the pool's; one that gets none is refused, and the log says so")
    void a_member_that_needs_a_certificate() throws IOException {
        try (RawClient client = RawClient.open(secureFront(), "/given/echo?token=" + token)) {
            echo(client);
        }
        try (RawClient client = RawClient.connect(secureFront())) {
            assertThat(client.handshake(HandshakeRequest.on("/needs/echo")).status())
                    .isEqualTo(502);
        }
        await().untilAsserted(() -> assertThat(own.log().linesWith("pool=needs "))
                .singleElement()
                .asString()
                .contains("member-attempt", "cause=TLS_CLIENT_CERTIFICATE"));
    }

    @Test
    @DisplayName("it.setup J2.5 an authority added while the server runs is trusted from the next connection on")
    void what_is_trusted_from_now_on_counts_from_the_next_connection_on() throws IOException {
        assumeThat(Kind.current()).isNotEqualTo(Kind.PAYARA_MICRO); // it is started anew: see its page
        try (RawClient client = RawClient.connect(secureFront())) {
            assertThat(client.handshake(HandshakeRequest.on("/late/echo")).status())
                    .isEqualTo(502);
        }
        await().untilAsserted(() -> assertThat(own.log().linesWith("pool=late "))
                .singleElement()
                .asString()
                .contains("member-attempt", "cause=TLS_UNTRUSTED"));

        authority.join(Certificate.UNTRUSTED, own.trustStore());
        try (RawClient client = RawClient.open(secureFront(), "/late/echo")) {
            echo(client);
        }
    }

    @Test
    @DisplayName("it.setup J2.4 a listener with https-redirect sends clients to the TLS listener, handshake or not")
    void a_listener_with_https_redirect_sends_clients_to_https() throws IOException {
        for (HandshakeRequest handshake :
                List.of(HandshakeRequest.on("/a%2Fb?x=1&y"), HandshakeRequest.get("/a%2Fb?x=1&y"))) {
            try (RawClient client = RawClient.connect(front())) {
                HttpAnswer answer = client.handshake(handshake);
                assertThat(answer.status()).isEqualTo(308);
                assertThat(answer.first("Location"))
                        .hasValue("https://127.0.0.1:" + own.server().httpsPort() + "/a%2Fb?x=1&y");
            }
        }
        try (RawClient client = RawClient.connect(front())) {
            assertThat(client.handshake(HandshakeRequest.on("/").header("Host", "chat.example.com"))
                            .first("Location"))
                    .hasValue("https://chat.example.com/");
        }
    }
}
