package org.sluice.pool;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sluice.config.Configuration;

/** The pools there are now. Reading takes no lock; changes are made one at a time. */
public final class Pools {
    /** Replaced as a whole, under the lock of this. */
    private volatile Map<String, Pool> current = Map.of();

    /** The pool of this name, as it is at this instant. */
    public Optional<Pool> pool(String name) {
        return Optional.ofNullable(current.get(name));
    }

    /** All of them by name, in the order of the configuration. */
    public Map<String, Pool> all() {
        return current;
    }

    /** Takes over a configuration. A member that stays in its pool keeps its counts and its state. */
    public synchronized void follow(Configuration configuration) {
        Map<String, Pool> next = new LinkedHashMap<>();
        configuration.pools().forEach((name, config) -> {
            Pool known = current.get(name);
            next.put(name, known == null ? Pool.of(config) : known.as(config));
        });
        current = Collections.unmodifiableMap(next);
    }

    /** Changes what is known of one member; nothing if there is no such member any more. */
    public synchronized void change(String pool, URI member, UnaryOperator<Member> change) {
        Pool known = current.get(pool);
        if (known != null) {
            Map<String, Pool> next = new LinkedHashMap<>(current);
            next.put(pool, known.with(member, change));
            current = Collections.unmodifiableMap(next);
        }
    }
}
