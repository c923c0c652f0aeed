package org.sluice.balancing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.sluice.config.Capacity;
import org.sluice.config.HealthConfig;
import org.sluice.config.PolicyConfig;
import org.sluice.config.TimeLimits;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** Picks members, and counts them as it picks. */
public final class Balancer {
    private final RandomGenerator random;

    /** By the name of the pool. Each is its own lock. */
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    public Balancer(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Picks a member and counts a pending handshake on it.
     *
     * @param limits what holds for this handshake; only {@code maxPending} is used
     * @param tried addresses that were tried for this handshake and are not picked again
     * @return empty if no member may be picked
     */
    public Optional<Lease> pick(Pool pool, Handshake handshake, TimeLimits limits, Set<URI> tried) {
        Turn turn =
                turns.compute(pool.name(), (name, known) -> known != null && known.fits(pool) ? known : turnOf(pool));
        synchronized (turn) {
            List<Member> candidates = candidates(pool, limits, tried);
            while (!candidates.isEmpty()) {
                Optional<Member> chosen = turn.policy.choose(candidates, handshake);
                if (chosen.filter(member -> take(member, pool, limits)).isPresent()) {
                    return chosen.map(Lease::new);
                }
                // Somebody else, with another snapshot or by affinity, took the last place between the look and the
                // count.
                chosen.ifPresent(candidates::remove);
            }
            return Optional.empty();
        }
    }

    /**
     * Counts a pending handshake on a member that was chosen elsewhere, by affinity.
     *
     * @return empty if the member may take no more
     */
    public Optional<Lease> take(Pool pool, Member member, TimeLimits limits) {
        return hasRoom(pool) && take(member, pool, limits) ? Optional.of(new Lease(member)) : Optional.empty();
    }

    private static boolean take(Member member, Pool pool, TimeLimits limits) {
        return member.stats()
                .tryPending(limits.maxPending(), pool.config().capacity().maxConnections());
    }

    private static List<Member> candidates(Pool pool, TimeLimits limits, Set<URI> tried) {
        if (!hasRoom(pool)) {
            return List.of();
        }
        List<Member> wanted = pool.members().stream()
                .filter(member -> member.intent() == Member.Intent.SERVE)
                .filter(member -> member.config().weight() > 0)
                .toList();
        List<Member> serving = serving(pool, wanted, tried);
        List<Member> free = new ArrayList<>();
        for (Member member : serving) {
            if (isFree(member, pool.config().capacity(), limits)) {
                free.add(member);
            }
        }
        return free;
    }

    /** Those who are well, backups only if nobody else is; if no one is at all, what the pool says of that. */
    private static List<Member> serving(Pool pool, List<Member> wanted, Set<URI> tried) {
        Predicate<Member> untried = member -> !tried.contains(member.uri());
        List<Member> well = wanted.stream().filter(Member::takesNewRelays).toList();
        if (well.isEmpty() && pool.config().health().allDown() == HealthConfig.AllDown.FAIL_OPEN) {
            return wanted.stream().filter(untried).toList();
        }
        List<Member> first = well.stream()
                .filter(untried)
                .filter(member -> !member.config().backup())
                .toList();
        return first.isEmpty() ? well.stream().filter(untried).toList() : first;
    }

    private static boolean hasRoom(Pool pool) {
        int most = pool.config().capacity().poolMaxConnections();
        return most == 0 || pool.busy() < most;
    }

    private static boolean isFree(Member member, Capacity capacity, TimeLimits limits) {
        return member.stats().pending() < limits.maxPending()
                && (capacity.maxConnections() == 0 || member.stats().busy() < capacity.maxConnections());
    }

    private Turn turnOf(Pool pool) {
        PolicyConfig config = pool.config().policy();
        return new Turn(config, Policies.of(config, random));
    }

    /** The policy of one pool and what it was made from. */
    private record Turn(PolicyConfig config, Policy policy) {
        /** A policy keeps its state over every change of the pool that does not change the policy. */
        boolean fits(Pool pool) {
            return config.equals(pool.config().policy());
        }
    }
}
