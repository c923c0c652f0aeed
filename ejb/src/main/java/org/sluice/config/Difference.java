package org.sluice.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which pools and members were added and removed between two configurations.
 *
 * @param addedPools by name
 * @param removedPools by name; their members are not among the removed ones below
 * @param addedMembers addresses by pool, of pools that were there before
 * @param removedMembers addresses by pool, of pools that are still there
 */
public record Difference(
        Set<String> addedPools,
        Set<String> removedPools,
        Map<String, Set<URI>> addedMembers,
        Map<String, Set<URI>> removedMembers) {

    public Difference {
        addedPools = Set.copyOf(addedPools);
        removedPools = Set.copyOf(removedPools);
        addedMembers = Map.copyOf(addedMembers);
        removedMembers = Map.copyOf(removedMembers);
    }

    /** The pools and members that only {@code after} or only {@code before} has. */
    public static Difference between(Configuration before, Configuration after) {
        return new Difference(
                minus(after.pools().keySet(), before.pools().keySet()),
                minus(before.pools().keySet(), after.pools().keySet()),
                members(after, before),
                members(before, after));
    }

    /** Members that one configuration has and the other has not, in pools both have. */
    private static Map<String, Set<URI>> members(Configuration one, Configuration other) {
        Map<String, Set<URI>> only = new LinkedHashMap<>();
        one.pools().forEach((name, pool) -> other.pool(name).ifPresent(same -> {
            Set<URI> gone = minus(PoolConfig.addresses(pool.members()), PoolConfig.addresses(same.members()));
            if (!gone.isEmpty()) {
                only.put(name, gone);
            }
        }));
        return only;
    }

    private static <T> Set<T> minus(Set<T> one, Set<T> other) {
        Set<T> left = new LinkedHashSet<>(one);
        left.removeAll(other);
        return Set.copyOf(left);
    }

    /** Whether no pool and no member was added or removed; values may still differ. */
    public boolean isEmpty() {
        return addedPools.isEmpty() && removedPools.isEmpty() && addedMembers.isEmpty() && removedMembers.isEmpty();
    }
}
