package org.sluice.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.sluice.config.HealthConfig;
import org.sluice.config.Intent;
import org.sluice.health.Ejection;
import org.sluice.health.FaultStreak;
import org.sluice.health.MemberFault;
import org.sluice.health.Source;

/**
 * Puts members aside whose real handshakes or relays fail, and lets them back in. Counting takes no lock and changes no
 * snapshot; only an ejection does. Any thread.
 */
public final class Ejections {
    private final Pools pools;

    public Ejections(Pools pools) {
        this.pools = pools;
    }

    /** A handshake or a relay has failed, and the member is to blame. */
    public void failed(String pool, Member member, MemberFault fault, Source source) {
        pools.pool(pool).ifPresent(known -> failed(known, member, fault, source));
    }

    private void failed(Pool pool, Member member, MemberFault fault, Source source) {
        HealthConfig.Ejection terms = pool.config().health().ejection();
        if (terms.after() == 0) {
            return;
        }
        long now = pools.now();
        MemberStats stats = member.stats();
        if (fault == MemberFault.STATUS) {
            clear(stats.handshakeFaults()); // it was reached
        }
        FaultStreak after = row(stats, fault)
                .updateAndGet(before -> before.after(fault, source, now, stats.opened(), terms.span()));
        if (after.reach(terms.after(), fault)) {
            pools.change(pool.name(), known -> ejected(known, member, fault, now));
        }
    }

    private static AtomicReference<FaultStreak> row(MemberStats stats, MemberFault fault) {
        return switch (fault) {
            case UNREACHED, UNANSWERED -> stats.handshakeFaults();
            case STATUS -> stats.statuses();
            case DIED_EARLY -> stats.earlyDeaths();
        };
    }

    /** Whether the operator of {@code pool} takes an answer with this status for a fault of the member. */
    public boolean isFault(String pool, int status) {
        return pools.pool(pool)
                .filter(known -> known.config().health().ejection().onStatus().stream()
                        .anyMatch(range -> range.contains(status)))
                .isPresent();
    }

    /** A member has answered a handshake as it should, or said no in a way that is no fault. */
    public void answered(Member member) {
        clear(member.stats().handshakeFaults());
        clear(member.stats().statuses());
    }

    /**
     * A relay has ended.
     *
     * @param blamed whether the member lost it
     * @param source on whose request it was opened
     */
    public void ended(String pool, Member member, Duration age, boolean blamed, Source source) {
        Optional<Pool> known = pools.pool(pool);
        if (known.isEmpty()) {
            return;
        }
        Duration early = known.get().config().health().ejection().earlyDeath();
        if (blamed && age.compareTo(early) < 0) {
            failed(known.get(), member, MemberFault.DIED_EARLY, source);
        } else {
            clear(member.stats().earlyDeaths());
        }
    }

    /** Seldom anything to do, so it looks first. */
    private static void clear(AtomicReference<FaultStreak> row) {
        if (!FaultStreak.NONE.equals(row.get())) {
            row.set(FaultStreak.NONE);
        }
    }

    private static Pool ejected(Pool pool, Member member, MemberFault fault, long now) {
        HealthConfig.Ejection terms = pool.config().health().ejection();
        int out = (int)
                pool.members().stream().filter(other -> other.ejection().out()).count();
        int others = (int) pool.members().stream()
                .filter(other -> !other.equals(member))
                .filter(other -> other.takesNewRelays() && other.config().weight() > 0)
                .count();
        if (!Ejection.allows(pool.members().size(), out, others, terms.max())) {
            return pool;
        }
        return pool.with(member.uri(), known -> {
            if (known.ejection().out() || known.intent() == Intent.OFF) {
                return known;
            }
            known.stats().handshakeFaults().set(FaultStreak.NONE);
            known.stats().statuses().set(FaultStreak.NONE);
            known.stats().earlyDeaths().set(FaultStreak.NONE);
            return known.ejected(known.ejection().begin(fault, now, terms.span()));
        });
    }

    /** Lets back in whose time is over. To be called some times a second. */
    public void sweep() {
        long now = pools.now();
        pools.all().values().stream()
                .filter(pool -> pool.members().stream()
                        .anyMatch(member -> member.ejection().isServed(now)))
                .forEach(pool -> pools.change(
                        pool.name(),
                        known -> known.with(
                                member -> member.ejection().isServed(now) ? member.readmitted(now) : member)));
    }

    /**
     * A check of a member was good, which may end its ejection.
     *
     * @param handshake whether the check was answered, and not merely taken
     */
    public void disproved(PoolMember place, boolean handshake) {
        long now = pools.now();
        boolean applies = pools.pool(place.pool())
                .flatMap(pool -> pool.member(place.member()))
                .filter(member -> member.ejection().isDisprovedBy(handshake))
                .isPresent();
        if (applies) {
            pools.change(
                    place.pool(),
                    place.member(),
                    member -> member.ejection().isDisprovedBy(handshake) ? member.readmitted(now) : member);
        }
    }
}
