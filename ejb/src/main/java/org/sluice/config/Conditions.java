package org.sluice.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When a rule takes a handshake: every condition that is not empty holds, each by any one of its values.
 *
 * @param headers by name; all names must match
 * @param queries by name; all names must match
 * @param cookies by name; all names must match
 */
public record Conditions(
        List<HostPattern> hosts,
        List<PathPattern> paths,
        List<String> methods,
        List<String> listeners,
        Map<String, List<ValuePattern>> headers,
        Map<String, List<ValuePattern>> queries,
        Map<String, List<ValuePattern>> cookies,
        List<Cidr> sources) {

    /** Always. */
    public static final Conditions NONE = of(Values.none());

    public Conditions {
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
        methods = List.copyOf(methods);
        listeners = List.copyOf(listeners);
        headers = copy(headers);
        queries = copy(queries);
        cookies = copy(cookies);
        sources = List.copyOf(sources);
    }

    private static Map<String, List<ValuePattern>> copy(Map<String, List<ValuePattern>> values) {
        Map<String, List<ValuePattern>> copy = new LinkedHashMap<>();
        values.forEach((name, patterns) -> copy.put(name, List.copyOf(patterns)));
        return Collections.unmodifiableMap(copy);
    }

    static Conditions of(Values values) {
        return new Conditions(
                values.or(RuleKeys.HOST, List.of()),
                values.or(RuleKeys.PATH, List.of()),
                values.or(RuleKeys.METHOD, List.of()),
                values.or(RuleKeys.LISTENER, List.of()),
                values.family(RuleKeys.HEADER),
                values.family(RuleKeys.QUERY),
                values.family(RuleKeys.COOKIE),
                values.or(RuleKeys.SOURCE, List.of()));
    }
}
