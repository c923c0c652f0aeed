package org.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.server.ServerSettings.Listener;

class SettingsAdviceTest {
    private static final Listener PLAIN = new Listener("plain", 8080, false, 0, false);
    private static final Listener SECURE = new Listener("secure", 8443, true, 0, false);

    private static ServerSettings facts(int threads, int buffer, long descriptors, Listener... listeners) {
        return new ServerSettings(
                "wildfly",
                OptionalInt.of(threads),
                List.of(listeners),
                OptionalInt.of(buffer),
                OptionalLong.of(descriptors),
                List.of());
    }

    @Test
    @DisplayName("server S1.1 of a server that was prepared there is nothing to say")
    void of_a_server_that_was_prepared_there_is_nothing_to_say() {
        ServerSettings prepared = facts(200, 65_536, 20_000, PLAIN, SECURE);
        assertThat(SettingsAdvice.warnings(prepared)).isEmpty();
        assertThat(SettingsAdvice.guardPings(prepared)).isZero();
        assertThat(prepared.tlsPort()).hasValue(8443);
    }

    @Test
    @DisplayName("server S1.1 what a listener makes of heads is named, with the script that mends it")
    void what_a_listener_makes_of_heads_is_named() {
        ServerSettings untouched = new ServerSettings(
                "payara",
                OptionalInt.empty(),
                List.of(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.of(new ServerSettings.Http(
                        "listener a: max-request-headers: 100", "at least 1000; more are answered 400")));
        assertThat(SettingsAdvice.warnings(untouched))
                .containsExactly("listener a: max-request-headers: 100 (expected: at least 1000; more are answered 400;"
                        + " server-config/payara/http mends it)");
    }

    @Test
    @DisplayName("server S1.1 each setting that hurts is named, with what is expected and the script that mends it")
    void each_setting_that_hurts_is_named() {
        ServerSettings untouched = facts(
                5,
                -1,
                1024,
                new Listener("default", 8080, false, 90_000, false),
                new Listener("https", 8443, true, 90_000, true));
        assertThat(SettingsAdvice.warnings(untouched))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith("request threads: 5 (expected: at least 64;")
                                .endsWith("; server-config/wildfly/threads mends it)"),
                        line -> assertThat(line)
                                .startsWith("listener default: read-timeout: 90000ms (expected: 0;")
                                .contains("every 30000ms")
                                .endsWith("; server-config/wildfly/threads mends it)"),
                        line -> assertThat(line)
                                .startsWith("socket write buffer: no limit (expected: at most 262144;")
                                .endsWith("; server-config/wildfly/threads mends it)"),
                        line -> assertThat(line)
                                .startsWith("listener https: the self-signed certificate")
                                .endsWith("; server-config/wildfly/tls mends it)"),
                        line -> assertThat(line)
                                .startsWith("open files: 1024 (expected: at least 16384;")
                                .endsWith("; server-config/wildfly/threads mends it)"));
    }

    @Test
    @DisplayName("server S1.1 a server without TLS is reported")
    void a_server_without_tls_is_told_so() {
        assertThat(SettingsAdvice.warnings(facts(200, 65_536, 20_000, PLAIN)))
                .singleElement()
                .asString()
                .contains("no listener speaks TLS", "server-config/wildfly/tls");
    }

    @Test
    @DisplayName("server S1.2 settings that are unknown cause no warning")
    void of_what_is_unknown_nothing_is_said() {
        assertThat(SettingsAdvice.warnings(ServerSettings.unknown())).isEmpty();
        assertThat(SettingsAdvice.guardPings(ServerSettings.unknown())).isZero();
        assertThat(ServerSettings.unknown().tlsPort()).isEmpty();
    }

    @Test
    @DisplayName("server S1.1 pings that guard come in time for the most impatient listener")
    void pings_that_guard_come_in_time() {
        ServerSettings hasty = facts(200, 65_536, 20_000, new Listener("a", 1, true, 6_000, false), PLAIN);
        assertThat(SettingsAdvice.guardPings(hasty)).isEqualTo(Duration.ofSeconds(2));
    }
}
