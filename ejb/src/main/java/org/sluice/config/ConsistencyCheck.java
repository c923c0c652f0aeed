package org.sluice.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.grammar.Durations;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Problem;

/** Checks that entries which are valid on their own also fit together. */
final class ConsistencyCheck {
    private static final String NEEDS_MESSAGES = "relay=messages beside it; frames are not read";

    private final Map<String, PoolConfig> pools;
    private final List<RuleConfig> rules;
    private final List<ListenerConfig> listeners;
    private final List<Problem> problems = new ArrayList<>();

    ConsistencyCheck(Map<String, PoolConfig> pools, List<RuleConfig> rules, List<ListenerConfig> listeners) {
        this.pools = pools;
        this.rules = rules;
        this.listeners = listeners;
    }

    List<Problem> problems() {
        pools.values().forEach(this::interceptors);
        rules.forEach(this::pools);
        rules.forEach(this::identity);
        rules.forEach(this::listeners);
        ports();
        return List.copyOf(problems);
    }

    private void pools(RuleConfig rule) {
        if (rule.action() instanceof Action.ToPools to) {
            to.pools().forEach(target -> pool(rule, target));
        }
    }

    private void pool(RuleConfig rule, WeightedPool target) {
        PoolConfig pool = pools.get(target.pool());
        if (pool == null) {
            problem(rule, "pool", target.pool(), oneOf(pools.keySet(), "pools/"));
            return;
        }
        RouteSettings terms = rule.terms(pool);
        RelayConfig relay = terms.relay();
        if (seesNoMessages(relay) && !seesNoMessages(pool.terms().relay())) {
            problem(rule, "interceptors", printed(relay) + " with pools/" + pool.name(), NEEDS_MESSAGES);
        }
        terms.time().heartbeatFault().ifPresent(expected -> {
            String heartbeat = Durations.print(terms.time().heartbeat());
            problem(rule, "heartbeat", heartbeat + " with pools/" + pool.name(), expected);
        });
    }

    private void interceptors(PoolConfig pool) {
        if (seesNoMessages(pool.terms().relay())) {
            problems.add(new Problem(
                    EntryKind.POOL.entry(pool.name()),
                    "interceptors",
                    printed(pool.terms().relay()),
                    NEEDS_MESSAGES));
        }
    }

    /** Whether interceptors are configured for a relay of frames, where they would see no message. */
    private static boolean seesNoMessages(RelayConfig relay) {
        return relay.mode() == RelayConfig.Mode.FRAMES && !relay.interceptors().isEmpty();
    }

    private static String printed(RelayConfig relay) {
        return String.join(", ", relay.interceptors());
    }

    private void identity(RuleConfig rule) {
        if (rule.access().identityHeaders() && rule.access().requireRoles().isEmpty()) {
            problem(rule, "identity-headers", "true", "require-role beside it; nobody is known without");
        }
    }

    private void listeners(RuleConfig rule) {
        Set<String> known = listeners.stream().map(ListenerConfig::name).collect(Collectors.toSet());
        rule.conditions().listeners().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problem(rule, "listener", name, oneOf(known, "listeners/")));
    }

    private void ports() {
        Map<Integer, String> taken = new HashMap<>();
        for (ListenerConfig listener : listeners) {
            String other = taken.putIfAbsent(listener.port(), listener.name());
            if (other != null) {
                String entry = EntryKind.LISTENER.entry(listener.name());
                String port = String.valueOf(listener.port());
                problems.add(new Problem(entry, "port", port, "another port than listeners/" + other));
            }
        }
    }

    private static String oneOf(Collection<String> names, String prefix) {
        return names.isEmpty()
                ? "an entry " + prefix + "NAME, and there is none"
                : "one of " + names.stream().sorted().limit(20).collect(Collectors.joining(", "));
    }

    private void problem(RuleConfig rule, String key, String value, String expected) {
        problems.add(new Problem(EntryKind.RULE.entry(rule.name()), key, value, expected));
    }
}
