package org.sluice.pool;

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sluice.config.Configuration;

/** The pools there are now. Reading takes no lock; changes are made one at a time. */
public final class Pools {
    /** Replaced as a whole, under the lock of this. */
    private volatile Map<String, Pool> current = Map.of();

    /** Pools that the last change removed: a handshake that was routed before may still ask for one. */
    private volatile Map<String, Pool> former = Map.of();

    /** Members that left while somebody was on them, as they were then. Guarded by this. */
    private final Map<Place, Member> gone = new HashMap<>();

    /** The pool of this name, as it is at this instant; or as it was, if the last change removed it. */
    public Optional<Pool> pool(String name) {
        Pool now = current.get(name);
        return Optional.ofNullable(now == null ? former.get(name) : now);
    }

    /** All of them by name, in the order of the configuration. */
    public Map<String, Pool> all() {
        return current;
    }

    /**
     * Takes over a configuration. A member that stays in its pool keeps its counts and its state; so does one that comes
     * back while somebody is still on it.
     */
    public synchronized void follow(Configuration configuration) {
        Map<String, Pool> next = new LinkedHashMap<>();
        configuration.pools().forEach((name, config) -> next.put(name, Pool.of(config, uri -> known(name, uri))));
        current.forEach(
                (name, pool) -> pool.members().forEach(member -> gone.put(new Place(name, member.uri()), member)));
        next.forEach((name, pool) -> pool.members().forEach(member -> gone.remove(new Place(name, member.uri()))));
        gone.values().removeIf(member -> member.stats().busy() == 0);
        Map<String, Pool> removed = new HashMap<>(current);
        removed.keySet().removeAll(next.keySet());
        former = removed; // first, so that nobody finds neither
        current = Collections.unmodifiableMap(next);
    }

    private Optional<Member> known(String pool, URI member) {
        return Optional.ofNullable(current.get(pool))
                .flatMap(is -> is.member(member))
                .or(() -> Optional.ofNullable(gone.get(new Place(pool, member))));
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
