package org.sluice.balancing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sluice.config.Capacity;
import org.sluice.config.PolicyConfig;
import org.sluice.config.PoolConfig;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/**
 * Picks by the policy that each pool names; the turns of a pool go on over changes of its members. What a pick needs to know
 * of a pool is laid out once for each snapshot of it.
 */
public final class Balancer implements Policy {
    private final RandomGenerator random;
    private final LongSupplier clock;

    /** By the name of the pool. */
    private final Map<String, Desk> desks = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * Ready at once.
     *
     * @param random safe for many threads
     * @param clock of what is known of members: see {@link org.sluice.pool.Pools#now}
     */
    public Balancer(RandomGenerator random, LongSupplier clock) {
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Optional<Lease> pick(Pool pool, Handshake handshake, Set<Member> tried) {
        return pick(pool, handshake, pool.config().timeLimits().maxPending(), tried);
    }

    /**
     * The same under the limits of a rule.
     *
     * @param maxPending handshakes that may wait for one member
     */
    public Optional<Lease> pick(Pool pool, Handshake handshake, int maxPending, Set<Member> tried) {
        Tier.Limits each = each(pool, maxPending);
        return leased(pool, desk -> desk.first(pool, tried).flatMap(tier -> tier.pick(handshake, each, tried)));
    }

    /** The same for a client that always carries {@code key}: whatever the policy, the same key to the same member. */
    public Optional<Lease> pickFor(String key, Pool pool, int maxPending, Set<Member> tried) {
        Tier.Limits each = each(pool, maxPending);
        return leased(pool, desk -> desk.first(pool, tried).flatMap(tier -> tier.pickFor(key, each, tried)));
    }

    /**
     * Counts a pending handshake on a member that was chosen elsewhere, by affinity.
     *
     * @return empty if the member may take no more
     */
    public Optional<Lease> take(Pool pool, Member member, int maxPending) {
        Tier.Limits each = each(pool, maxPending);
        return leased(pool, desk -> Optional.of(member)
                .filter(chosen -> chosen.stats().tryPending(each.maxPending(), each.maxConnections())));
    }

    /** Whether somebody could be picked if only there were room. */
    public boolean isFull(Pool pool, Set<Member> tried) {
        return desk(pool).first(pool, tried).isPresent();
    }

    /** Whether handshakes wait for a place in this pool, so that who comes now has to wait behind them. */
    public boolean isWaitedFor(Pool pool) {
        return !desk(pool).line.isEmpty();
    }

    /**
     * Waits in the line of a pool until {@code attempt} succeeds: on the calling thread, not longer than {@code atMost}, and
     * not at all if too many wait.
     */
    public Optional<Lease> await(Pool pool, Supplier<Optional<Lease>> attempt, Duration atMost) {
        Line line = desk(pool).line;
        // Looked at behind the desk, so that a line nobody has closed is one that close() will find.
        return closed ? Optional.empty() : line.await(pool.config().capacity().queue(), attempt, atMost.toNanos());
    }

    /**
     * Members that could be picked but for the handshakes that wait for them: such places come back soon. Without those that
     * kept a whole moment what they had.
     *
     * @param maxPending handshakes that may wait for one member
     */
    public List<Member> heldUp(Pool pool, int maxPending, Set<Member> tried) {
        int most = pool.config().capacity().poolMaxConnections();
        if (most > 0 && pool.stats().busy() >= most) {
            return List.of();
        }
        Tier.Limits each = each(pool, maxPending);
        return desk(pool)
                .first(pool, tried)
                .map(tier -> tier.heldUp(each, tried))
                .orElse(List.of());
    }

    /**
     * Waits for a moment until {@code attempt} succeeds, on the calling thread, whether the pool has a queue or not. How many do
     * so at a time is for the caller to bound.
     *
     * @param heldUp whose places are hoped for; if nothing comes of it, they get no more such moments until one of their
     *     handshakes has ended
     */
    public Optional<Lease> awaitBriefly(
            Pool pool, List<Member> heldUp, Supplier<Optional<Lease>> attempt, Duration moment) {
        Line line = desk(pool).line;
        Optional<Lease> got = closed ? Optional.empty() : line.await(Integer.MAX_VALUE, attempt, moment.toNanos());
        if (got.isEmpty()) {
            heldUp.forEach(member -> member.stats().waitedForInVain());
        }
        return got;
    }

    /**
     * Waits in the line of a pool without a thread; whoever does so tries again when told, and passes on what it does not take.
     *
     * @param places how many may wait
     * @param woken run when there may be a place, on any thread; must be quick
     * @return empty if too many wait already, or if nobody waits any more
     */
    public Optional<Queued> enqueue(Pool pool, int places, Runnable woken) {
        Line line = desk(pool).line;
        return closed ? Optional.empty() : line.enqueue(places, woken);
    }

    /**
     * Whether some member that comes first has room for one handshake more.
     *
     * @param maxPending handshakes that may wait for one member
     */
    public boolean hasRoom(Pool pool, int maxPending) {
        int most = pool.config().capacity().poolMaxConnections();
        Tier.Limits each = each(pool, maxPending);
        return (most == 0 || pool.stats().busy() < most)
                && desk(pool)
                        .first(pool, Set.of())
                        .filter(tier -> tier.hasRoom(each))
                        .isPresent();
    }

    /** A place may also come from a change of a pool, of which nobody tells: whoever waits first looks. To be called now and then. */
    public void sweep() {
        desks.values().forEach(desk -> desk.line.moved());
    }

    /** Whoever waits for a place goes at once and empty-handed, and nobody waits any more. Picks go on. */
    public void close() {
        closed = true;
        desks.values().forEach(desk -> desk.line.close());
    }

    /** Counts on the pool before the choice, and takes that back if nobody was chosen. */
    private Optional<Lease> leased(Pool pool, Function<Desk, Optional<Member>> choice) {
        Desk desk = desk(pool);
        if (!pool.stats().tryEnter(pool.config().capacity().poolMaxConnections())) {
            return Optional.empty();
        }
        Optional<Member> chosen = choice.apply(desk);
        if (chosen.isEmpty()) {
            pool.stats().left();
        }
        return chosen.map(member -> new Lease(member, pool.stats(), desk.line));
    }

    private static Tier.Limits each(Pool pool, int maxPending) {
        Capacity capacity = pool.config().capacity();
        return new Tier.Limits(maxPending, capacity.maxConnections());
    }

    private Desk desk(Pool pool) {
        Desk known = desks.get(pool.name());
        return known != null && known.fits(pool.config())
                ? known
                : desks.compute(pool.name(), (name, other) -> {
                    if (other != null && other.fits(pool.config())) {
                        return other;
                    }
                    return new Desk(pool.config(), other == null ? new Line() : other.line);
                });
    }

    /** Where one pool's members are chosen. It keeps its turns over every change of the pool that does not change the policy. */
    private final class Desk {
        private final PolicyConfig policy;
        private final BigDecimal bound;
        private final Line line;
        private final Choices choices = new Choices(random, new AtomicInteger());

        /** Of the snapshot last seen. Replaced under the lock of this. */
        private volatile @Nullable Ranks ranks;

        Desk(PoolConfig config, Line line) {
            this.policy = config.policy();
            this.bound = config.hashBound();
            this.line = line;
        }

        boolean fits(PoolConfig config) {
            return policy.equals(config.policy()) && bound.compareTo(config.hashBound()) == 0;
        }

        Optional<Tier> first(Pool pool, Set<Member> tried) {
            return ranks(pool).first(tried);
        }

        private Ranks ranks(Pool pool) {
            Ranks known = ranks;
            return known != null && known.isOf(pool) && !known.ages() ? known : ranksAt(pool, clock.getAsLong());
        }

        private Ranks ranksAt(Pool pool, long now) {
            Ranks known = ranks;
            return known != null && known.fits(pool, now) ? known : renewed(pool, now);
        }

        private synchronized Ranks renewed(Pool pool, long now) {
            Ranks known = ranks;
            if (known != null && known.fits(pool, now)) {
                return known;
            }
            Ranks fresh = Ranks.of(pool, choices, now);
            ranks = fresh;
            return fresh;
        }
    }
}
