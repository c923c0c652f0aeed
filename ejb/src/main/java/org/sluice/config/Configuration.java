package org.sluice.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.grammar.Problem;

/**
 * The whole configuration, checked: each value is in range and each name that is used exists. An instance is always valid.
 *
 * @param pools by name; may be empty
 * @param rules in the order of their names
 * @param listeners no two with one port
 */
public record Configuration(
        Map<String, PoolConfig> pools, List<RuleConfig> rules, List<ListenerConfig> listeners, Settings settings) {

    /** Nothing is configured. */
    public static final Configuration NONE = new Configuration(Map.of(), List.of(), List.of(), Settings.STANDARD);

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException naming every part that does not fit
     */
    public Configuration {
        pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
        rules = List.copyOf(rules);
        listeners = List.copyOf(listeners);
        List<Problem> problems = new ConsistencyCheck(pools, rules, listeners).problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
    }

    /** A configuration of these pools and rules, without listeners and with default settings. */
    public static Configuration of(Collection<PoolConfig> pools, List<RuleConfig> rules) {
        Map<String, PoolConfig> byName = new LinkedHashMap<>();
        pools.forEach(pool -> byName.put(pool.name(), pool));
        return new Configuration(byName, rules, List.of(), Settings.STANDARD);
    }

    /** The pool of this name. */
    public Optional<PoolConfig> pool(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    /** The listener configured for this port. */
    public Optional<ListenerConfig> listener(int port) {
        return listeners.stream().filter(listener -> listener.port() == port).findFirst();
    }

    /** The wire choice for clients of the listener at this port: its own, or else that of the settings. */
    public WireChoice wire(int port) {
        return listener(port).flatMap(ListenerConfig::wire).orElse(settings.wire());
    }
}
