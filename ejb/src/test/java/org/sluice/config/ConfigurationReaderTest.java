package org.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.grammar.Problem;

class ConfigurationReaderTest {
    private static final Map<String, String> TWO_MEMBERS =
            Map.of("members", "ws://10.0.0.1:8080 weight=2, wss://Chat.example.com backup");

    private final ConfigurationReader reader = new ConfigurationReader();

    @Test
    @DisplayName("config R1.5 no entries give a configuration without pools")
    void no_entries_give_a_configuration_without_pools() {
        assertThat(accepted(Map.of())).isEqualTo(Configuration.NONE);
    }

    @Test
    @DisplayName("config R1.1 a pool with only members has every default")
    void a_pool_with_only_members_has_every_default() {
        PoolConfig pool =
                accepted(Map.of("pools/chat", TWO_MEMBERS)).pool("chat").orElseThrow();

        assertThat(pool)
                .isEqualTo(PoolConfig.of(
                        "chat",
                        List.of(
                                MemberConfig.of("ws://10.0.0.1:8080 weight=2"),
                                MemberConfig.of("wss://chat.example.com:443 backup"))));
        assertThat(pool.timeLimits().idleTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(pool.timeLimits().heartbeat()).isZero();
        assertThat(pool.sizeLimits().maxHeader()).isEqualTo(16 * 1024);
        assertThat(pool.members().get(1).uri()).isEqualTo(URI.create("wss://chat.example.com:443"));
        assertThat(pool.health().drain().code()).isEqualTo(1012);
    }

    @Test
    @DisplayName("config R1.4 members without a pool make the pool default and a rule that sends everything to it")
    void members_without_a_pool_make_the_pool_default_and_a_rule_for_everything() {
        Configuration configuration = accepted(Map.of(
                "sluice",
                Map.of("members", "ws://a:1", "heartbeat", "25s", "reload-interval", "1s", "path", "/chat/*")));

        assertThat(configuration.pool("default").orElseThrow().timeLimits().heartbeat())
                .isEqualTo(Duration.ofSeconds(25));
        assertThat(configuration.settings().reloadInterval()).isEqualTo(Duration.ofSeconds(1));
        RuleConfig rule = configuration.rules().get(0);
        assertThat(rule.action()).isEqualTo(new Action.ToPools(List.of(new WeightedPool("default", 1))));
        assertThat(rule.conditions().paths()).containsExactly(new PathPattern(PathPattern.Form.PREFIX, "/chat"));
    }

    @Test
    @DisplayName("config R1.4 a shorthand beside a named pool is ignored with a warning")
    void a_shorthand_beside_a_named_pool_is_ignored_with_a_warning() {
        ReadResult reading = reader.read(Map.of(
                "pools/chat",
                TWO_MEMBERS,
                "rules/all",
                Map.of("pool", "chat"),
                "sluice",
                Map.of("members", "ws://a:1")));

        assertThat(reading).isInstanceOf(ReadResult.Accepted.class);
        assertThat(reading.warnings())
                .containsExactly(
                        "sluice.members: not used: it belongs to the pool that sluice.members makes when no pool"
                                + " has a name");
    }

    @Test
    @DisplayName("config R1.6 a rule wins over its pool, and the pool over the default")
    void a_rule_wins_over_its_pool_and_the_pool_over_the_default() {
        Configuration configuration = accepted(Map.of(
                "pools/chat", Map.of("members", "ws://a:1", "idle-timeout", "5m", "retries", "0"),
                "rules/all", Map.of("pool", "chat", "idle-timeout", "0", "max-frame", "64KiB")));
        RouteSettings terms =
                configuration.rules().get(0).terms(configuration.pool("chat").orElseThrow());

        assertThat(terms.time().idleTimeout()).isZero();
        assertThat(terms.time().retries()).isZero();
        assertThat(terms.time().connectTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(terms.sizes().maxFrame()).isEqualTo(65_536);
    }

    @Test
    @DisplayName("config R1.2 all mistakes of all entries are reported at once")
    void all_mistakes_of_all_entries_are_reported_at_once() {
        ReadResult reading = reader.read(Map.of(
                "pools/chat", Map.of("members", "ws://a:1", "retries", "-1", "heartbeat", "soon"),
                "pools/empty", Map.of(),
                "rules/all", Map.of("pool", "chat", "redirect", "/x")));

        assertThat(((ReadResult.Rejected) reading).problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "pools/chat: retries: -1 (expected: 0..10)",
                        "pools/chat: heartbeat: soon (expected: off, 100ms..3600s)",
                        "pools/empty: members: nothing (expected: at least one ws://HOST:PORT or wss://HOST:PORT, then"
                                + " weight=0..100, backup, drain or off, parted by blanks)",
                        "rules/all: 2 actions (expected: one of pool, redirect, respond)");
    }

    private Configuration accepted(Map<String, Map<String, String>> entries) {
        ReadResult reading = reader.read(entries);
        assertThat(reading).describedAs("%s", reading).isInstanceOf(ReadResult.Accepted.class);
        return ((ReadResult.Accepted) reading).configuration();
    }
}
