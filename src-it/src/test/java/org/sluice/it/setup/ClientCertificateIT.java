package org.sluice.it.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Authority;
import org.sluice.it.kit.Authority.Certificate;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.kit.Tls;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;
import org.sluice.it.server.OwnServer;
import org.sluice.it.server.Server;

/** A server prepared by {@code server-config} whose TLS listener needs a certificate of every client. */
@ResourceLock(Apart.OWN_SERVER_TOO)
@EnabledIfSystemProperty(named = "sluice.long", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateIT {
    private final Authority authority = Server.trusted();
    private final ScriptedMember member = ScriptedMember.plain(0);
    private final OwnServer own = OwnServer.fresh(
                    "needs", server -> Map.of("sluice.members", "ws://127.0.0.1:" + member.port()))
            .applyTwice(showing(Certificate.GOOD))
            .start();

    ClientCertificateIT() throws IOException {}

    private Map<String, String> showing(Certificate certificate) {
        return Map.of(
                "SLUICE_KEYSTORE",
                authority.keyStore() + "",
                "SLUICE_KEY_ALIAS",
                certificate.name(),
                "SLUICE_TRUST",
                authority.pem() + "",
                "SLUICE_CLIENT_AUTH",
                "need",
                "SLUICE_TLS_LOG",
                "true");
    }

    @BeforeAll
    void deploy() {
        own.deploy();
    }

    @AfterAll
    void stop() throws IOException {
        own.close();
        member.close();
    }

    private Address front() {
        return Address.tls(own.server().httpsPort());
    }

    private RawClient open(SSLContext context) throws IOException {
        RawClient client = RawClient.connect(front(), context);
        client.mustOpen(HandshakeRequest.on("/echo"));
        return client;
    }

    @Test
    @DisplayName("it.setup J2.2 a listener that needs certificates lets in who has a good one")
    void a_listener_that_needs_certificates_lets_in_who_has_a_good_one() throws IOException {
        try (RawClient client = open(authority.showing(Certificate.GOOD))) {
            client.send(Frame.text("known"));
            assertThat(client.read()).isEqualTo(Frame.text("known"));
            client.closeInOrder(Frame.close(1000, ""));
        }
    }

    @ParameterizedTest(name = "it.setup J2.2 a client whose certificate is {0} is turned away, and the log says {1}")
    @CsvSource({
        ", Empty client certificate chain",
        "EXPIRED, Caused by: java.security.cert.CertificateExpiredException",
        "UNTRUSTED, Caused by: sun.security.provider.certpath.SunCertPathBuilderException"
    })
    void nobody_else_is_let_in(@Nullable Certificate certificate, String why) {
        SSLContext bad = certificate == null ? Tls.trustingAll() : authority.insistingOn(certificate);
        assertThatThrownBy(() -> open(bad).close()).isInstanceOf(IOException.class);
        await().untilAsserted(() -> assertThat(own.fineLog().linesWith(why)).isNotEmpty());
    }

    @Test
    @DisplayName("it.setup J2.6 on WildFly a certificate is renewed while the server runs, and no session notices")
    void a_certificate_is_renewed_while_the_server_runs() throws IOException {
        assumeThat(Kind.current()).isEqualTo(Kind.WILDFLY);
        try (RawClient lives = open(authority.showing(Certificate.GOOD))) {
            assertThat(shown()).isEqualTo("CN=GOOD");

            assertThat(own.applyAgain(showing(Certificate.MISNAMED)))
                    .contains("nothing has changed that needs a reload");
            assertThat(shown()).isEqualTo("CN=MISNAMED");
            lives.send(Frame.text("still"));
            assertThat(lives.read()).isEqualTo(Frame.text("still"));
            lives.closeInOrder(Frame.close(1000, ""));
        }
    }

    /** Whose certificate the listener shows. */
    private String shown() throws IOException {
        SSLSocketFactory sockets = authority.showing(Certificate.GOOD).getSocketFactory();
        try (SSLSocket socket = (SSLSocket) sockets.createSocket("127.0.0.1", front().port())) {
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        }
    }
}
