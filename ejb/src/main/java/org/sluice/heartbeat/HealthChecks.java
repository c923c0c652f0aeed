package org.sluice.heartbeat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.sluice.config.HealthConfig;
import org.sluice.config.HealthConfig.Check;
import org.sluice.config.Intent;
import org.sluice.health.CheckResult;
import org.sluice.health.HealthStreak;
import org.sluice.pool.Ejections;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;
import org.sluice.pool.PoolMember;
import org.sluice.pool.Pools;

/**
 * Checks every member of every pool, each in its own rhythm. {@link #sweep} is called by one thread at a time and never waits;
 * a check runs on the executor, never twice at the same time for one member.
 */
public final class HealthChecks {
    private static final double JITTER = 0.2;

    /** While the next checks decide, they come so many times as often. */
    private static final int HASTE = 4;

    /** Between two sweeps; a check that has ended meanwhile is at most half of its shortest pause late. */
    private static final long SHORTEST_REST = Duration.ofMillis(50).toNanos();

    private static final long LONGEST_REST = Duration.ofMillis(500).toNanos();

    private final Pools pools;
    private final Ejections ejections;
    private final Prober prober;
    private final Executor executor;
    private final RandomGenerator random;
    private final Map<PoolMember, Round> rounds = new ConcurrentHashMap<>();

    /** The checks of one member. */
    private static final class Round {
        /** Guarded by this. */
        private HealthStreak pulse;

        /** When the next check is due. Guarded by this. */
        private long dueAt;

        /** Guarded by this. */
        private boolean running;

        Round(HealthStreak pulse, long dueAt) {
            this.pulse = pulse;
            this.dueAt = dueAt;
        }

        synchronized boolean begin(long now) {
            boolean due = !running && now - dueAt >= 0;
            running |= due;
            return due;
        }

        synchronized void end(long next) {
            running = false;
            dueAt = next;
        }

        /** How long until the next check is due; {@code otherwise} if that is not known yet. */
        synchronized long rest(long now, long otherwise) {
            return running ? otherwise : dueAt - now;
        }

        synchronized HealthStreak next(CheckResult found, HealthStreak.Thresholds needed) {
            pulse = pulse.after(found, needed);
            return pulse;
        }

        synchronized boolean isTurning() {
            return pulse.isTurning();
        }
    }

    /**
     * Nothing is checked before the first sweep.
     *
     * @param executor begins at once or refuses; what was refused is tried again at the next sweep
     */
    public HealthChecks(Pools pools, Ejections ejections, Prober prober, Executor executor, RandomGenerator random) {
        this.pools = pools;
        this.ejections = ejections;
        this.prober = prober;
        this.executor = executor;
        this.random = random;
    }

    /**
     * Begins the checks that are due.
     *
     * @return how long it is until others can be; 50 to 500 ms, so that what an operator changes is soon seen
     */
    public Duration sweep() {
        long now = pools.now();
        long rest = LONGEST_REST;
        Set<PoolMember> checked = new HashSet<>();
        for (Pool pool : pools.all().values()) {
            rest = Math.min(rest, beginDue(pool, checked, now));
            forgetUnchecked(pool);
        }
        rounds.keySet().retainAll(checked);
        return Duration.ofNanos(Math.max(SHORTEST_REST, rest));
    }

    /** @return nanoseconds until the next check in this pool, as far as is known */
    private long beginDue(Pool pool, Set<PoolMember> checked, long now) {
        long rest = pool.config().health().rhythm().interval().toNanos() / (2 * HASTE);
        for (Member member : pool.members()) {
            if (isChecked(pool, member)) {
                PoolMember place = new PoolMember(pool.name(), member.uri());
                checked.add(place);
                rest = Math.min(rest, beginIfDue(place, member, now));
            }
        }
        return rest;
    }

    /** Draining members are, and those of weight 0: an operator wants to know when one can come back. */
    private static boolean isChecked(Pool pool, Member member) {
        return pool.config().health().check() != Check.OFF && member.config().intent() != Intent.OFF;
    }

    /** What checks said once says nothing when they have ceased. */
    private void forgetUnchecked(Pool pool) {
        boolean stale = pool.members().stream()
                .anyMatch(member -> !isChecked(pool, member) && member.pulse().state() != HealthStreak.State.UNKNOWN);
        if (stale) {
            pools.change(
                    pool.name(),
                    known -> known.with(
                            member -> isChecked(known, member) || member.pulse().state() == HealthStreak.State.UNKNOWN
                                    ? member
                                    : member.with(HealthStreak.unchecked(), pools.now())));
        }
    }

    /** @return nanoseconds until its next check, as far as is known */
    private long beginIfDue(PoolMember place, Member member, long now) {
        Round round = rounds.computeIfAbsent(place, unseen -> new Round(member.pulse(), now));
        if (round.begin(now)) {
            try {
                executor.execute(() -> check(place, round));
            } catch (RejectedExecutionException e) {
                round.end(now); // all threads wait for silent members: at the next sweep, perhaps
            }
        }
        return round.rest(now, LONGEST_REST);
    }

    private void check(PoolMember place, Round round) {
        try {
            Optional<Pool> pool = pools.pool(place.pool());
            Optional<Member> member = pool.flatMap(known -> known.member(place.member()));
            if (member.isPresent()) {
                prober.ask(pool.get(), member.get()).ifPresent(found -> found(place, round, pool.get(), found));
            }
        } finally {
            HealthConfig.Rhythm rhythm = rhythm(place);
            round.end(pools.now() + pause(rhythm.interval(), round.isTurning()));
        }
    }

    private HealthConfig.Rhythm rhythm(PoolMember place) {
        return pools.pool(place.pool())
                .map(pool -> pool.config().health().rhythm())
                .orElse(HealthConfig.STANDARD.rhythm());
    }

    private long pause(Duration interval, boolean hurry) {
        double jitter = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return (long) (interval.toNanos() * jitter / (hurry ? HASTE : 1));
    }

    private void found(PoolMember place, Round round, Pool pool, CheckResult found) {
        HealthConfig.Rhythm rhythm = pool.config().health().rhythm();
        HealthStreak next = round.next(found, new HealthStreak.Thresholds(rhythm.rise(), rhythm.fall()))
                .settled();
        long now = pools.now();
        boolean news = pools.pool(place.pool())
                .flatMap(known -> known.member(place.member()))
                .filter(member -> !member.pulse().equals(next))
                .isPresent();
        if (news) {
            pools.change(place.pool(), place.member(), member -> member.with(next, now));
        }
        if (found.good()) {
            ejections.disproved(place, pool.config().health().check() != Check.TCP);
        }
    }
}
