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

/** The pools there are now. Reading takes no lock; changes are made one at a time. */
public final class Pools {
    private final LongSupplier clock;
    private final MemberEvents events;

    /** Replaced as a whole, under the lock of this. */
    private volatile Map<String, Pool> current = Map.of();

    /** Pools that the last change removed: a handshake that was routed before may still ask for one. */
    private volatile Map<String, Pool> former = Map.of();

    /** Members that left while somebody was on them, as they were then. Guarded by this. */
    private final Map<PoolMember, Member> gone = new HashMap<>();

    /**
     * No pool yet.
     *
     * @param clock {@link System#nanoTime()}, or a test's
     * @param events told of members that changed, in no certain order where two threads change the same one
     */
    public Pools(LongSupplier clock, MemberEvents events) {
        this.clock = clock;
        this.events = events;
    }

    /** The pool of this name, as it is at this instant; or as it was, if the last change removed it. */
    public Optional<Pool> pool(String name) {
        Pool now = current.get(name);
        return Optional.ofNullable(now == null ? former.get(name) : now);
    }

    /** All of them by name, in the order of the configuration. */
    public Map<String, Pool> all() {
        return current;
    }

    /** What time it is for all that is known of members. */
    public long now() {
        return clock.getAsLong();
    }

    /**
     * Takes over a configuration. A member that stays in its pool keeps its counts and its state; so does one that comes
     * back while somebody is still on it.
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
        former = removed; // first, so that nobody finds neither
        current = Collections.unmodifiableMap(next);
    }

    private Pool next(String name, PoolConfig config, long now) {
        Pool known = current.get(name);
        if (known != null) {
            return known.as(config, uri -> known(name, uri), now);
        }
        // All of its members are new, so none of them has to be spared; some may only have been away.
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

    /** Changes what is known of one member; nothing if there is no such member any more. */
    public void change(String pool, URI member, UnaryOperator<Member> change) {
        change(pool, known -> known.with(member, change));
    }

    /** Changes what is known of the members of one pool; nothing if there is no such pool any more. */
    @SuppressWarnings("ReferenceEquality") // two members with one address are equal, however they are
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
