package org.sluice.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.grammar.Durations;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Findings;
import org.sluice.grammar.Values;

/** Assembles a configuration from parsed entries and reports what is wrong with them. Belongs to one thread. */
final class ConfigurationAssembler {
    private final Findings findings;
    private final Map<String, PoolConfig> pools = new LinkedHashMap<>();
    private final List<RuleConfig> rules = new ArrayList<>();
    private final List<ListenerConfig> listeners = new ArrayList<>();
    private Settings settings = Settings.STANDARD;

    ConfigurationAssembler(Findings findings) {
        this.findings = findings;
    }

    void add(String entry, Values values) {
        EntryKind kind = EntryKind.of(entry).orElseThrow();
        String name = kind.nameIn(entry);
        switch (kind) {
            case POOL -> addPool(entry, name, values);
            case RULE -> addRule(entry, name, values);
            case LISTENER -> addListener(entry, name, values);
            case SETTINGS -> settings = new Settings(values);
        }
    }

    private void addPool(String entry, String name, Values values) {
        List<MemberConfig> members = values.or(PoolConfig.MEMBERS, List.of());
        boolean read = findings.problems().stream()
                .noneMatch(problem ->
                        problem.entry().equals(entry) && problem.key().equals(PoolConfig.MEMBERS.name()));
        if (members.isEmpty() && read) {
            findings.problem(entry, "members", "nothing", "at least one " + MemberConfig.EXPECTED);
        }
        if (PoolConfig.addresses(members).size() < members.size()) {
            findings.problem(entry, "members", PoolConfig.MEMBERS.kind().print(members), "each address once");
        }
        checkHeartbeat(entry, values);
        checkHealthMethod(entry, values);
        if (!findings.hasProblems(entry)) {
            pools.put(name, PoolConfig.of(name, members, values));
        }
    }

    private void checkHeartbeat(String entry, Values values) {
        TimeLimits limits = new TimeLimits(values);
        limits.heartbeatFault()
                .ifPresent(expected ->
                        findings.problem(entry, "heartbeat", Durations.print(limits.heartbeat()), expected));
    }

    private void checkHealthMethod(String entry, Values values) {
        HealthConfig.Probe probe = new HealthConfig.Probe(values);
        probe.methodFault().ifPresent(expected -> findings.problem(entry, "health-method", probe.method(), expected));
    }

    private void addRule(String entry, String name, Values values) {
        Optional<Action> action = action(entry, values);
        values.family(Rewrite.SET_HEADER).keySet().forEach(header -> Rewrite.headerFault(header)
                .ifPresent(expected -> findings.problem(entry, "set-header." + header, header, expected)));
        values.or(Rewrite.REMOVE_HEADER, List.of()).forEach(header -> Rewrite.headerFault(header)
                .ifPresent(expected -> findings.problem(entry, "remove-header", header, expected)));
        if (action.isPresent() && !findings.hasProblems(entry)) {
            rules.add(RuleConfig.of(name, action.get(), values));
        }
    }

    private Optional<Action> action(String entry, Values values) {
        long given = Stream.of(RuleConfig.POOL, RuleConfig.REDIRECT, RuleConfig.RESPOND)
                .filter(values::has)
                .count();
        if (given != 1 && !findings.hasProblems(entry)) {
            findings.problem(
                    entry, "", given == 0 ? "no action" : given + " actions", "one of pool, redirect, respond");
        }
        if (given != 1) {
            return Optional.empty();
        }
        Optional<Action> pools = values.get(RuleConfig.POOL).flatMap(list -> toPools(entry, list));
        return pools.or(() -> values.get(RuleConfig.REDIRECT).map(Action.class::cast))
                .or(() -> values.get(RuleConfig.RESPOND).map(Action.class::cast));
    }

    private Optional<Action> toPools(String entry, List<WeightedPool> list) {
        Optional<String> fault = Action.ToPools.fault(list);
        fault.ifPresent(expected ->
                findings.problem(entry, "pool", RuleConfig.POOL.kind().print(list), expected));
        return fault.isPresent() ? Optional.empty() : Optional.of(new Action.ToPools(list));
    }

    private void addListener(String entry, String name, Values values) {
        Optional<Integer> port = values.get(ListenerConfig.PORT);
        if (!findings.hasProblems(entry) && port.isEmpty()) {
            findings.problem(entry, "port", "nothing", ListenerConfig.PORT.expected());
        }
        if (!findings.hasProblems(entry)) {
            port.ifPresent(number -> listeners.add(ListenerConfig.of(name, number, values)));
        }
    }

    /** The configuration; empty if there is any problem. */
    Optional<Configuration> configuration() {
        if (findings.problems().isEmpty()) {
            new ConsistencyCheck(pools, rules, listeners).problems().forEach(findings::problem);
        }
        return findings.problems().isEmpty()
                ? Optional.of(new Configuration(pools, rules, listeners, settings))
                : Optional.empty();
    }
}
