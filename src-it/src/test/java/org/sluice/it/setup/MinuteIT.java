package org.sluice.it.setup;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Authority;
import org.sluice.it.kit.Authority.Certificate;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Results;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;
import org.sluice.it.server.OwnServer;
import org.sluice.it.server.Server;

/** How long an operator's commands take. Wants a machine for itself, and runs beside no other class. */
@ResourceLock(Apart.SERVER)
@ResourceLock(Apart.OWN_SERVER)
@ResourceLock(Apart.OWN_SERVER_TOO)
@EnabledIfSystemProperty(named = "sluice.long", matches = "true")
class MinuteIT {
    private static final int MINUTE = 60;

    private final Authority authority = Server.trusted();

    @Test
    @DisplayName(
            "it.setup J1.6 a server fresh from its archive serves within a minute of commands: apply, start, deploy")
    void a_server_fresh_from_its_archive_serves_within_a_minute() throws IOException {
        try (ScriptedMember member = ScriptedMember.plain(0)) {
            var fresh =
                    OwnServer.fresh("minute", server -> Map.of("sluice.members", "ws://127.0.0.1:" + member.port()));
            long begin = System.nanoTime();
            fresh.apply(Map.of(
                    "SLUICE_KEYSTORE",
                    authority.keyStore() + "",
                    "SLUICE_KEY_ALIAS",
                    Certificate.GOOD.name(),
                    "SLUICE_TRUST",
                    authority.pem() + ""));
            long applied = System.nanoTime();
            try (OwnServer own = fresh.start()) {
                long started = System.nanoTime();
                own.deploy();
                echo(Address.tls(own.server().httpsPort()));
                long echoed = System.nanoTime();
                long all = applied - begin + counted(started - applied) + echoed - started;
                Results.note(
                        Kind.current().qualifier(),
                        "J1.6 from the first command to the first echo by TLS: %s (apply %s, start %s, deploy %s)"
                                .formatted(
                                        seconds(all),
                                        seconds(applied - begin),
                                        seconds(counted(started - applied)),
                                        seconds(echoed - started)));
                assertThat(NANOSECONDS.toSeconds(all)).isLessThan(MINUTE);
            }
        }
    }

    private static void echo(Address front) throws IOException {
        try (RawClient client = RawClient.open(front, "/echo")) {
            client.send(Frame.text("works"));
            assertThat(client.read()).isEqualTo(Frame.text("works"));
            client.closeInOrder(Frame.close(1000, ""));
        }
    }

    /** Where {@code apply} leaves a server that runs, only the test ends it and starts it once more. */
    private static long counted(long start) {
        return Kind.current() == Kind.PAYARA_SERVER ? 0 : start;
    }

    private static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / 1e9);
    }
}
