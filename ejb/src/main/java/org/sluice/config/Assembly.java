package org.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a configuration together from entries that were read, as far as they are right. Belongs to one thread. */
final class Assembly {
    private final Findings findings;
    private final Map<String, PoolConfig> pools = new LinkedHashMap<>();
    private final List<RuleConfig> rules = new ArrayList<>();
    private final List<ListenerConfig> listeners = new ArrayList<>();
    private Settings settings = Settings.STANDARD;

    Assembly(Findings findings) {
        this.findings = findings;
    }

    void add(String entry, Values values) {
        EntryKind kind = EntryKind.of(entry).orElseThrow();
        String name = kind.nameIn(entry);
        switch (kind) {
            case POOL -> addPool(entry, name, values);
            case RULE -> addRule(entry, name, values);
            case LISTENER -> addListener(entry, name, values);
            case SETTINGS -> settings = Settings.of(values);
        }
    }

    private void addPool(String entry, String name, Values values) {
        List<MemberConfig> members = values.or(PoolKeys.MEMBERS, List.of());
        boolean read = findings.problems().stream()
                .noneMatch(problem ->
                        problem.entry().equals(entry) && problem.key().equals(PoolKeys.MEMBERS.name()));
        if (members.isEmpty() && read) {
            findings.problem(entry, "members", "nothing", "at least one " + MemberConfig.EXPECTED);
        }
        if (PoolConfig.addresses(members).size() < members.size()) {
            findings.problem(entry, "members", PoolKeys.MEMBERS.kind().print(members), "each address once");
        }
        heartbeat(entry, values);
        bodyOfHead(entry, values);
        if (!findings.spoiled(entry)) {
            pools.put(name, PoolConfig.of(name, members, values));
        }
    }

    private void heartbeat(String entry, Values values) {
        var heartbeat = values.or(TimeKeys.HEARTBEAT);
        TimeLimits.heartbeatFault(heartbeat, values.or(TimeKeys.IDLE_TIMEOUT))
                .ifPresent(expected -> findings.problem(entry, "heartbeat", Durations.print(heartbeat), expected));
    }

    private void bodyOfHead(String entry, Values values) {
        String method = values.or(HealthKeys.HEALTH_METHOD);
        HealthConfig.Probe.methodFault(method, values.get(HealthKeys.HEALTH_BODY))
                .ifPresent(expected -> findings.problem(entry, "health-method", method, expected));
    }

    private void addRule(String entry, String name, Values values) {
        Optional<Action> action = action(entry, values);
        values.family(RuleKeys.SET_HEADER).keySet().forEach(header -> Rewrite.headerFault(header)
                .ifPresent(expected -> findings.problem(entry, "set-header." + header, header, expected)));
        values.or(RuleKeys.REMOVE_HEADER, List.of()).forEach(header -> Rewrite.headerFault(header)
                .ifPresent(expected -> findings.problem(entry, "remove-header", header, expected)));
        if (action.isPresent() && !findings.spoiled(entry)) {
            rules.add(RuleConfig.of(name, action.get(), values));
        }
    }

    private Optional<Action> action(String entry, Values values) {
        long given = Stream.of(RuleKeys.POOL, RuleKeys.REDIRECT, RuleKeys.RESPOND)
                .filter(values::has)
                .count();
        if (given != 1 && !findings.spoiled(entry)) {
            findings.problem(
                    entry, "", given == 0 ? "no action" : given + " actions", "one of pool, redirect, respond");
        }
        if (given != 1) {
            return Optional.empty();
        }
        Optional<Action> pools = values.get(RuleKeys.POOL).flatMap(list -> toPools(entry, list));
        return pools.or(() -> values.get(RuleKeys.REDIRECT).map(Action.class::cast))
                .or(() -> values.get(RuleKeys.RESPOND).map(Action.class::cast));
    }

    private Optional<Action> toPools(String entry, List<WeightedPool> list) {
        Optional<String> fault = Action.ToPools.fault(list);
        fault.ifPresent(
                expected -> findings.problem(entry, "pool", RuleKeys.POOL.kind().print(list), expected));
        return fault.isPresent() ? Optional.empty() : Optional.of(new Action.ToPools(list));
    }

    private void addListener(String entry, String name, Values values) {
        Optional<Integer> port = values.get(ListenerKeys.PORT);
        if (!findings.spoiled(entry) && port.isEmpty()) {
            findings.problem(entry, "port", "nothing", ListenerKeys.PORT.expected());
        }
        if (!findings.spoiled(entry)) {
            port.ifPresent(number -> listeners.add(ListenerConfig.of(name, number, values)));
        }
    }

    /** The whole, if every part of it and all of them together are right. */
    Optional<Configuration> configuration() {
        if (findings.problems().isEmpty()) {
            new Crosscheck(pools, rules, listeners).problems().forEach(findings::problem);
        }
        return findings.problems().isEmpty()
                ? Optional.of(new Configuration(pools, rules, listeners, settings))
                : Optional.empty();
    }
}
