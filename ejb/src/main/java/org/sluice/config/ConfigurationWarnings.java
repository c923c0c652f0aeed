package org.sluice.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.grammar.Durations;
import org.sluice.grammar.EntryKind;

/** Finds what is valid in a configuration but probably a mistake. */
final class ConfigurationWarnings {
    private static final Duration LONG_SILENCE = Duration.ofMinutes(15);

    private final Configuration configuration;
    private final List<String> warnings = new ArrayList<>();

    private ConfigurationWarnings(Configuration configuration) {
        this.configuration = configuration;
    }

    static List<String> on(Configuration configuration) {
        ConfigurationWarnings check = new ConfigurationWarnings(configuration);
        configuration.pools().values().forEach(check::pool);
        configuration.rules().forEach(check::rule);
        check.paths();
        return List.copyOf(check.warnings);
    }

    private void pool(PoolConfig pool) {
        String entry = EntryKind.POOL.entry(pool.name());
        idle(entry, pool.timeLimits().idleTimeout());
        AffinityConfig affinity = pool.terms().affinity();
        if (affinity.by().mode() == AffinityConfig.Mode.COOKIE
                && affinity.secret().isEmpty()) {
            warnings.add(
                    entry + ": affinity-secret: not given: one is made at each start, and older cookies lead nowhere"
                            + " (expected: a secret, as in server-config/*/pools)");
        }
        if (pool.members().stream().allMatch(member -> member.weight() == 0)) {
            warnings.add(entry + ": members: every weight is 0: the pool takes no relay");
        }
        if (!pool.tlsVerify() && pool.members().stream().anyMatch(MemberConfig::secure)) {
            warnings.add(entry + ": tls-verify: false: anybody can pose as a member");
            if (!pool.clientKey().isEmpty()) {
                warnings.add(entry + ": client-key: " + pool.clientKey() + ": not shown while tls-verify is false");
            }
        }
    }

    private void rule(RuleConfig rule) {
        rule.overrides().get(TimeLimits.IDLE_TIMEOUT).ifPresent(idle -> idle(EntryKind.RULE.entry(rule.name()), idle));
    }

    private void idle(String entry, Duration idle) {
        if (idle.compareTo(LONG_SILENCE) > 0) {
            warnings.add(entry + ": idle-timeout: " + Durations.print(idle)
                    + ": servers and networks on the way often forget a connection after 900s of silence; a heartbeat"
                    + " keeps it known");
        }
    }

    private void paths() {
        Set<String> used = configuration.rules().stream()
                .filter(rule -> rule.action() instanceof Action.ToPools)
                .flatMap(rule -> ((Action.ToPools) rule.action()).pools().stream())
                .map(WeightedPool::pool)
                .collect(Collectors.toSet());
        configuration.pools().keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> warnings.add(EntryKind.POOL.entry(name) + ": no rule leads to it"));
    }
}
