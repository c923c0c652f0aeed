package org.sluice.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the operator has said, checked: each value in range, each name that is used known. One that exists is valid.
 *
 * @param pools by name; may be empty
 * @param rules in the order of their names
 * @param listeners no two with one port
 */
public record Configuration(
        Map<String, PoolConfig> pools, List<RuleConfig> rules, List<ListenerConfig> listeners, Settings settings) {

    /** Nothing was said. */
    public static final Configuration NONE = new Configuration(Map.of(), List.of(), List.of(), Settings.STANDARD);

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException naming every part that does not
     */
    public Configuration {
        pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
        rules = List.copyOf(rules);
        listeners = List.copyOf(listeners);
        List<Problem> problems = new Crosscheck(pools, rules, listeners).problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
    }

    /** The same from pools in a list. */
    public static Configuration of(Collection<PoolConfig> pools, List<RuleConfig> rules) {
        Map<String, PoolConfig> byName = new LinkedHashMap<>();
        pools.forEach(pool -> byName.put(pool.name(), pool));
        return new Configuration(byName, rules, List.of(), Settings.STANDARD);
    }

    /** The pool of this name. */
    public Optional<PoolConfig> pool(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    /** What was said of the listener at this port. */
    public Optional<ListenerConfig> listener(int port) {
        return listeners.stream().filter(listener -> listener.port() == port).findFirst();
    }

    /** How the clients of the listener at this port are carried. */
    public WireChoice wire(int port) {
        return listener(port).flatMap(ListenerConfig::wire).orElse(settings.wire());
    }
}
