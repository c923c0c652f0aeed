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
 * Runs the health checks of every member of every pool, each at its interval. {@link #sweep} is called by one thread at a time
 * and never blocks; a check runs on the executor, never twice at the same time for one member.
 */
public final class HealthChecks {
    private static final double JITTER = 0.2;

    /** How many times as often checks run while the next ones decide about the state. */
    private static final int HURRY_FACTOR = 4;

    /** The shortest time between two sweeps. */
    private static final long SHORTEST_DELAY = Duration.ofMillis(50).toNanos();

    private static final long LONGEST_DELAY = Duration.ofMillis(500).toNanos();

    private final Pools pools;
    private final Ejections ejections;
    private final Prober prober;
    private final Executor executor;
    private final RandomGenerator random;
    private final Map<PoolMember, Round> rounds = new ConcurrentHashMap<>();

    /** The checks of one member. */
    private static final class Round {
        /** Guarded by this. */
        private HealthStreak healthStreak;

        /** When the next check is due. Guarded by this. */
        private long dueAt;

        /** Guarded by this. */
        private boolean running;

        Round(HealthStreak healthStreak, long dueAt) {
            this.healthStreak = healthStreak;
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
        synchronized long delay(long now, long otherwise) {
            return running ? otherwise : dueAt - now;
        }

        synchronized HealthStreak next(CheckResult found, HealthStreak.Thresholds needed) {
            healthStreak = healthStreak.after(found, needed);
            return healthStreak;
        }

        synchronized boolean isTurning() {
            return healthStreak.isTurning();
        }
    }

    /**
     * @param executor begins a task at once or rejects it; a rejected check is tried again at the next sweep
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
     * @return the time until the next sweep; 50 to 500 ms, so that changed settings take effect soon
     */
    public Duration sweep() {
        long now = pools.now();
        long delay = LONGEST_DELAY;
        Set<PoolMember> checked = new HashSet<>();
        for (Pool pool : pools.all().values()) {
            delay = Math.min(delay, beginDue(pool, checked, now));
            forgetUnchecked(pool);
        }
        rounds.keySet().retainAll(checked);
        return Duration.ofNanos(Math.max(SHORTEST_DELAY, delay));
    }

    /** @return nanoseconds until the next check in this pool, as far as is known */
    private long beginDue(Pool pool, Set<PoolMember> checked, long now) {
        long delay = pool.config().health().rhythm().interval().toNanos() / (2 * HURRY_FACTOR);
        for (Member member : pool.members()) {
            if (isChecked(pool, member)) {
                PoolMember poolMember = new PoolMember(pool.name(), member.uri());
                checked.add(poolMember);
                delay = Math.min(delay, beginIfDue(poolMember, member, now));
            }
        }
        return delay;
    }

    /**
     * Whether a member is checked: also if it drains or has weight 0, because the operator wants to know when it can serve
     * again.
     */
    private static boolean isChecked(Pool pool, Member member) {
        return pool.config().health().check() != Check.OFF && member.config().intent() != Intent.OFF;
    }

    /** Resets the state of members that are no longer checked. */
    private void forgetUnchecked(Pool pool) {
        boolean stale = pool.members().stream()
                .anyMatch(member ->
                        !isChecked(pool, member) && member.healthStreak().state() != HealthStreak.State.UNKNOWN);
        if (stale) {
            pools.change(
                    pool.name(),
                    known -> known.with(member ->
                            isChecked(known, member) || member.healthStreak().state() == HealthStreak.State.UNKNOWN
                                    ? member
                                    : member.with(HealthStreak.unchecked(), pools.now())));
        }
    }

    /** @return nanoseconds until its next check, as far as is known */
    private long beginIfDue(PoolMember poolMember, Member member, long now) {
        Round round = rounds.computeIfAbsent(poolMember, unseen -> new Round(member.healthStreak(), now));
        if (round.begin(now)) {
            try {
                executor.execute(() -> check(poolMember, round));
            } catch (RejectedExecutionException e) {
                round.end(now); // all threads are blocked by members that do not answer; tried again at the next sweep
            }
        }
        return round.delay(now, LONGEST_DELAY);
    }

    private void check(PoolMember poolMember, Round round) {
        try {
            Optional<Pool> pool = pools.pool(poolMember.pool());
            Optional<Member> member = pool.flatMap(known -> known.member(poolMember.member()));
            if (member.isPresent()) {
                prober.check(pool.get(), member.get()).ifPresent(found -> found(poolMember, round, pool.get(), found));
            }
        } finally {
            HealthConfig.Rhythm rhythm = rhythm(poolMember);
            round.end(pools.now() + pause(rhythm.interval(), round.isTurning()));
        }
    }

    private HealthConfig.Rhythm rhythm(PoolMember poolMember) {
        return pools.pool(poolMember.pool())
                .map(pool -> pool.config().health().rhythm())
                .orElse(HealthConfig.STANDARD.rhythm());
    }

    private long pause(Duration interval, boolean hurry) {
        double jitter = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return (long) (interval.toNanos() * jitter / (hurry ? HURRY_FACTOR : 1));
    }

    private void found(PoolMember poolMember, Round round, Pool pool, CheckResult found) {
        HealthConfig.Rhythm rhythm = pool.config().health().rhythm();
        HealthStreak next = round.next(found, new HealthStreak.Thresholds(rhythm.rise(), rhythm.fall()))
                .settled();
        long now = pools.now();
        boolean news = pools.pool(poolMember.pool())
                .flatMap(known -> known.member(poolMember.member()))
                .filter(member -> !member.healthStreak().equals(next))
                .isPresent();
        if (news) {
            pools.change(poolMember.pool(), poolMember.member(), member -> member.with(next, now));
        }
        if (found.good()) {
            ejections.disproved(poolMember, pool.config().health().check() != Check.TCP);
        }
    }
}
