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
 * Picks members by the policy of each pool. The turns of a pool continue when its members change. What a pick needs is prepared
 * once for each snapshot of a pool. Any thread.
 */
public final class Balancer {
    private final RandomGenerator random;
    private final LongSupplier clock;

    /** By the name of the pool. */
    private final Map<String, PoolState> poolStates = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /**
     * A balancer without state for any pool yet.
     *
     * @param random safe for many threads
     * @param clock the clock of the members' states, in nanoseconds: see {@link org.sluice.pool.Pools#now}
     */
    public Balancer(RandomGenerator random, LongSupplier clock) {
        this.random = random;
        this.clock = clock;
    }

    /**
     * Picks a member and counts a pending handshake on it, within the limit of the pool.
     *
     * @param tried members that were tried for this handshake and are not picked again
     * @return what is counted, to be given back; empty if no member may be picked now
     */
    public Optional<Lease> pick(Pool pool, Handshake handshake, Set<Member> tried) {
        return pick(pool, handshake, pool.config().timeLimits().maxPending(), tried);
    }

    /**
     * Picks a member and counts a pending handshake on it, within the limit of a rule.
     *
     * @param maxPending how many handshakes one member may have unanswered
     */
    public Optional<Lease> pick(Pool pool, Handshake handshake, int maxPending, Set<Member> tried) {
        PriorityGroup.Limits each = each(pool, maxPending);
        return leased(
                pool, poolState -> poolState.first(pool, tried).flatMap(tier -> tier.pick(handshake, each, tried)));
    }

    /** Picks a member for a client with an affinity key: equal keys get the same member, whatever the policy. */
    public Optional<Lease> pickFor(String key, Pool pool, int maxPending, Set<Member> tried) {
        PriorityGroup.Limits each = each(pool, maxPending);
        return leased(pool, poolState -> poolState.first(pool, tried).flatMap(tier -> tier.pickFor(key, each, tried)));
    }

    /**
     * Counts a pending handshake on a member that affinity has chosen.
     *
     * @return empty if the member is full
     */
    public Optional<Lease> take(Pool pool, Member member, int maxPending) {
        PriorityGroup.Limits each = each(pool, maxPending);
        return leased(pool, poolState -> Optional.of(member)
                .filter(chosen -> chosen.stats().tryPending(each.maxPending(), each.maxConnections())));
    }

    /** Whether there are members that only their limits keep from being picked. */
    public boolean isFull(Pool pool, Set<Member> tried) {
        return poolState(pool).first(pool, tried).isPresent();
    }

    /** Whether handshakes wait in the queue of this pool, so that a new one has to queue behind them. */
    public boolean isWaitedFor(Pool pool) {
        return !poolState(pool).line.isEmpty();
    }

    /**
     * Waits in the queue of a pool until {@code attempt} succeeds: on the calling thread, not longer than {@code atMost}, and
     * not at all if the queue is full.
     */
    public Optional<Lease> await(Pool pool, Supplier<Optional<Lease>> attempt, Duration atMost) {
        WaitingLine line = poolState(pool).line;
        // Read after the pool state was looked up: if closed is still false, close() will find that state and close its
        // queue.
        return closed ? Optional.empty() : line.await(pool.config().capacity().queue(), attempt, atMost.toNanos());
    }

    /**
     * Members that only their pending handshakes keep from being picked: such places become free soon. Members are left out if
     * waiting for them failed before and none of their handshakes has ended since.
     *
     * @param maxPending how many handshakes one member may have unanswered
     */
    public List<Member> heldUp(Pool pool, int maxPending, Set<Member> tried) {
        int most = pool.config().capacity().poolMaxConnections();
        if (most > 0 && pool.stats().busy() >= most) {
            return List.of();
        }
        PriorityGroup.Limits each = each(pool, maxPending);
        return poolState(pool)
                .first(pool, tried)
                .map(tier -> tier.heldUp(each, tried))
                .orElse(List.of());
    }

    /**
     * Waits for at most {@code shortWait} until {@code attempt} succeeds, on the calling thread, even if the pool has no queue.
     * The caller limits how many threads do so at a time.
     *
     * @param heldUp the members whose places are awaited; if the wait fails, they are not awaited again before one of their
     *     handshakes has ended
     */
    public Optional<Lease> awaitBriefly(
            Pool pool, List<Member> heldUp, Supplier<Optional<Lease>> attempt, Duration shortWait) {
        WaitingLine line = poolState(pool).line;
        Optional<Lease> got = closed ? Optional.empty() : line.await(Integer.MAX_VALUE, attempt, shortWait.toNanos());
        if (got.isEmpty()
                && !Thread.currentThread()
                        .isInterrupted()) { // otherwise the wait was aborted, and says nothing about the members
            heldUp.forEach(member -> member.stats().waitedForInVain());
        }
        return got;
    }

    /**
     * Joins the queue of a pool without a thread. The caller tries again when it is woken, and wakes the next one ({@link
     * QueueTicket#passOn}) if it takes no place.
     *
     * @param places how many may wait
     * @param woken run when there may be a place, on any thread; must be quick
     * @return empty if too many wait already, or if the balancer is closed
     */
    public Optional<QueueTicket> enqueue(Pool pool, int places, Runnable woken) {
        WaitingLine line = poolState(pool).line;
        return closed ? Optional.empty() : line.enqueue(places, woken);
    }

    /**
     * Whether some member of the highest priority group has room for one more handshake.
     *
     * @param maxPending handshakes that may wait for one member
     */
    public boolean hasRoom(Pool pool, int maxPending) {
        int most = pool.config().capacity().poolMaxConnections();
        PriorityGroup.Limits each = each(pool, maxPending);
        return (most == 0 || pool.stats().busy() < most)
                && poolState(pool)
                        .first(pool, Set.of())
                        .filter(tier -> tier.hasRoom(each))
                        .isPresent();
    }

    /**
     * Lets the first waiting handshake of each pool try again, because places also become free by a change of the pool. Called
     * periodically.
     */
    public void sweep() {
        poolStates.values().forEach(poolState -> poolState.line.placeFreed());
    }

    /** Ends all waiting at once without a place; no handshake may wait afterwards. Picking goes on. */
    public void close() {
        closed = true;
        poolStates.values().forEach(poolState -> poolState.line.close());
    }

    /** Counts on the pool before the choice, and undoes that if no member was chosen. */
    private Optional<Lease> leased(Pool pool, Function<PoolState, Optional<Member>> choice) {
        PoolState poolState = poolState(pool);
        if (!pool.stats().tryEnter(pool.config().capacity().poolMaxConnections())) {
            return Optional.empty();
        }
        Optional<Member> chosen = choice.apply(poolState);
        if (chosen.isEmpty()) {
            pool.stats().left();
        }
        return chosen.map(member -> new Lease(member, pool.stats(), poolState.line));
    }

    private static PriorityGroup.Limits each(Pool pool, int maxPending) {
        Capacity capacity = pool.config().capacity();
        return new PriorityGroup.Limits(maxPending, capacity.maxConnections());
    }

    private PoolState poolState(Pool pool) {
        PoolState known = poolStates.get(pool.name());
        return known != null && known.fits(pool.config())
                ? known
                : poolStates.compute(pool.name(), (name, other) -> {
                    if (other != null && other.fits(pool.config())) {
                        return other;
                    }
                    return new PoolState(pool.config(), other == null ? new WaitingLine() : other.line);
                });
    }

    /**
     * The state of one pool: its turns, its queue and its current ranking. It survives every change of the pool except one of
     * the policy.
     */
    private final class PoolState {
        private final PolicyConfig policy;
        private final BigDecimal bound;
        private final WaitingLine line;
        private final Choices choices = new Choices(random, new AtomicInteger());

        /** For the latest snapshot. Replaced under the lock of this. */
        private volatile @Nullable Ranking ranks;

        PoolState(PoolConfig config, WaitingLine line) {
            this.policy = config.policy();
            this.bound = config.hashBound();
            this.line = line;
        }

        boolean fits(PoolConfig config) {
            return policy.equals(config.policy()) && bound.compareTo(config.hashBound()) == 0;
        }

        Optional<PriorityGroup> first(Pool pool, Set<Member> tried) {
            return ranks(pool).first(tried);
        }

        private Ranking ranks(Pool pool) {
            Ranking known = ranks;
            return known != null && known.isOf(pool) && !known.ages() ? known : ranksAt(pool, clock.getAsLong());
        }

        private Ranking ranksAt(Pool pool, long now) {
            Ranking known = ranks;
            return known != null && known.fits(pool, now) ? known : renewed(pool, now);
        }

        private synchronized Ranking renewed(Pool pool, long now) {
            Ranking known = ranks;
            if (known != null && known.fits(pool, now)) {
                return known;
            }
            Ranking fresh = Ranking.of(pool, choices, now);
            ranks = fresh;
            return fresh;
        }
    }
}
