package org.sluice.pool;

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.sluice.config.Configuration;
import org.sluice.config.PoolConfig;

/** The current pools. Reading takes no lock; changes are made one at a time. */
public final class Pools {
    private final LongSupplier clock;
    private final MemberEvents events;

    /** Replaced as a whole, under the lock of this. */
    private volatile Map<String, Pool> current = Map.of();

    /** Pools that the last change removed, for handshakes that were routed before it. */
    private volatile Map<String, Pool> former = Map.of();

    /** Removed members that still have relays or handshakes, as they were then. Guarded by this. */
    private final Map<PoolMember, Member> gone = new HashMap<>();

    /**
     * @param clock {@link System#nanoTime()}, or a test's
     * @param events gets the changes of members; in no certain order if two threads change the same one
     */
    public Pools(LongSupplier clock, MemberEvents events) {
        this.clock = clock;
        this.events = events;
    }

    /** The pool of this name as it is now; or as it was, if the last change removed it. */
    public Optional<Pool> pool(String name) {
        Pool now = current.get(name);
        return Optional.ofNullable(now == null ? former.get(name) : now);
    }

    /** All pools by name, in the order of the configuration. */
    public Map<String, Pool> all() {
        return current;
    }

    /** The current time, for everything that concerns members. */
    public long now() {
        return clock.getAsLong();
    }

    /**
     * Applies a configuration. A member that stays in its pool keeps its counters and its state; so does one that comes back
     * while it still has relays or handshakes.
     */
    public synchronized void follow(Configuration configuration) {
        long now = now();
        Map<String, Pool> next = new LinkedHashMap<>();
        configuration.pools().forEach((name, config) -> next.put(name, next(name, config, now)));
        current.forEach(
                (name, pool) -> pool.members().forEach(member -> gone.put(new PoolMember(name, member.uri()), member)));
        next.forEach((name, pool) -> pool.members().forEach(member -> gone.remove(new PoolMember(name, member.uri()))));
        gone.values().removeIf(member -> member.stats().busy() == 0);
        Map<String, Pool> removed = new HashMap<>(current);
        removed.keySet().removeAll(next.keySet());
        former = removed; // first, so that a reader finds the pool in one of the two
        current = Collections.unmodifiableMap(next);
    }

    private Pool next(String name, PoolConfig config, long now) {
        Pool known = current.get(name);
        if (known != null) {
            return known.as(config, uri -> known(name, uri), now);
        }
        // All members are new, so none needs a slow start; some may have been removed before and come back.
        Pool fresh = Pool.of(config);
        return fresh.with(member -> known(name, member.uri())
                .map(stays -> stays.with(member.config(), now))
                .orElse(member));
    }

    private Optional<Member> known(String pool, URI member) {
        return Optional.ofNullable(current.get(pool))
                .flatMap(is -> is.member(member))
                .or(() -> Optional.ofNullable(gone.get(new PoolMember(pool, member))));
    }

    /** Changes the state of one member; no effect if there is no such member any more. */
    public void change(String pool, URI member, UnaryOperator<Member> change) {
        change(pool, known -> known.with(member, change));
    }

    /** Changes the members of one pool; no effect if there is no such pool any more. */
    @SuppressWarnings("ReferenceEquality") // equality of members compares only their addresses
    public void change(String pool, UnaryOperator<Pool> change) {
        Pool before;
        Pool after;
        synchronized (this) {
            before = current.get(pool);
            after = before == null ? null : change.apply(before);
            if (after != null && after != before) {
                Map<String, Pool> next = new LinkedHashMap<>(current);
                next.put(pool, after);
                current = Collections.unmodifiableMap(next);
            }
        }
        if (before != null && after != null) {
            tell(before, after);
        }
    }

    @SuppressWarnings("ReferenceEquality") // as above
    private void tell(Pool before, Pool after) {
        for (int i = 0; i < after.members().size(); i++) {
            Member was = before.members().get(i);
            Member is = after.members().get(i);
            if (was != is) {
                events.changed(after, was, is);
            }
        }
    }
}
