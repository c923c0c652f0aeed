package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sluice.it.kit.Authority.Certificate;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Log;
import org.sluice.it.server.Server;

/** Members whose certificates are not what they should be. */
@ResourceLock(Apart.TLS_MEMBERS)
class CertificateIT extends RelayIT {
    private static ScriptedMember showing(Certificate certificate) throws IOException {
        return ScriptedMember.tls(
                Integer.getInteger("sluice.it.edge." + name(certificate) + ".port"),
                Server.trusted().showing(certificate));
    }

    private static String name(Certificate certificate) {
        return certificate.name().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest(name = "it.relay E4.2 a member whose certificate is {0} is refused, and the log says {1}")
    @CsvSource({"UNTRUSTED, TLS_UNTRUSTED", "EXPIRED, TLS_EXPIRED", "MISNAMED, TLS_WRONG_NAME"})
    void a_member_with_a_faulty_certificate_is_refused(Certificate certificate, String cause) throws IOException {
        String pool = "tls-" + name(certificate);
        Attempts attempts = Attempts.at(pool);
        try (ScriptedMember member = showing(certificate);
                RawClient client = RawClient.connect(front())) {
            assertThat(client.handshake(handshakeOn("/" + pool + "/echo")).status())
                    .isEqualTo(502);
            assertThat(member.visits(token)).isEmpty();
            assertThat(attempts.awaited(1))
                    .singleElement()
                    .asString()
                    .contains(" member=wss://localhost:" + member.port() + " cause=" + cause + " took=");
        }
    }

    @ParameterizedTest(
            name =
                    "it.relay E4.2 with tls-verify=false a certificate that is {0} passes, and the log warned at the start")
    @EnumSource(mode = Mode.EXCLUDE, names = "GOOD")
    void with_tls_verify_false_it_passes_and_the_log_warned(Certificate certificate) throws IOException {
        String pool = "trusting-" + name(certificate);
        try (ScriptedMember member = showing(certificate);
                RawClient client = open("/" + pool + "/echo")) {
            client.send(Frame.text("works"));
            assertThat(client.read()).isEqualTo(Frame.text("works"));
            client.closeInOrder(Frame.close(1000, ""));
            assertThat(member.visit(token).secured().orElseThrow().names()).containsExactly("localhost");
        }
        assertThat(Log.current().linesWith("config-warning"))
                .filteredOn(line -> line.contains("pools/" + pool + ": tls-verify: false"))
                .hasSize(1);
    }

    @Test
    @DisplayName("it.relay E4.2 a faulty certificate costs a retry, not a client")
    void a_faulty_certificate_costs_a_retry() throws IOException {
        try (ScriptedMember faulty = showing(Certificate.UNTRUSTED);
                ScriptedMember good = ScriptedMember.tls(
                        Integer.getInteger("sluice.it.edge.tls.port"),
                        Server.trusted().showing(Certificate.GOOD));
                RawClient client = open("/tls-retry/echo")) {
            client.closeInOrder(Frame.close(1000, ""));
            assertThat(good.visits(token)).hasSize(1);
            assertThat(faulty.visits(token)).isEmpty();
        }
    }
}
