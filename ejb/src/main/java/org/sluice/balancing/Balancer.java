package org.sluice.balancing;

import java.math.BigDecimal;
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
import org.sluice.config.PoolConfig;
import org.sluice.config.TimeLimits;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** Picks by the policy that each pool names; the turns of a pool go on over changes of its members. */
public final class Balancer implements Policy {
    private final RandomGenerator random;

    /** By the name of the pool. Each is its own lock. */
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    public Balancer(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Optional<Lease> pick(Pool pool, Handshake handshake, Set<Member> tried) {
        return pick(pool, handshake, pool.config().timeLimits(), tried);
    }

    /**
     * The same under the limits of a rule.
     *
     * @param limits only {@code maxPending} is used
     */
    public Optional<Lease> pick(Pool pool, Handshake handshake, TimeLimits limits, Set<Member> tried) {
        Turn turn =
                turns.compute(pool.name(), (name, known) -> known != null && known.fits(pool) ? known : turnOf(pool));
        synchronized (turn) {
            List<Member> candidates = candidates(pool, limits, tried);
            while (!candidates.isEmpty()) {
                Optional<Member> chosen = turn.choice.choose(candidates, handshake);
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

    /** The same for a client that always carries {@code key}: whatever the policy, the same key to the same member. */
    public Optional<Lease> pickFor(String key, Pool pool, TimeLimits limits, Set<Member> tried) {
        List<Member> candidates = candidates(pool, limits, tried);
        while (!candidates.isEmpty()) {
            Member best = Rendezvous.best(key, candidates);
            if (take(best, pool, limits)) {
                return Optional.of(new Lease(best));
            }
            candidates.remove(best);
        }
        return Optional.empty();
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

    private static List<Member> candidates(Pool pool, TimeLimits limits, Set<Member> tried) {
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
    private static List<Member> serving(Pool pool, List<Member> wanted, Set<Member> tried) {
        Predicate<Member> untried = member -> !tried.contains(member);
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
        PoolConfig config = pool.config();
        return new Turn(config.policy(), config.hashBound(), Choices.of(config, random));
    }

    /** How one pool chooses, and what it was made from. */
    private record Turn(PolicyConfig policy, BigDecimal bound, Choice choice) {
        /** It keeps its state over every change of the pool that does not change the policy. */
        boolean fits(Pool pool) {
            return policy.equals(pool.config().policy())
                    && bound.compareTo(pool.config().hashBound()) == 0;
        }
    }
}
