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
 * Ejects members whose real handshakes or relays fail, and ends their ejections. Counting takes no lock and changes no
 * snapshot; only an ejection does. Any thread.
 */
public final class Ejections {
    private final Pools pools;

    public Ejections(Pools pools) {
        this.pools = pools;
    }

    /** A handshake or a relay has failed by a fault of the member. */
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
            clear(stats.handshakeFaults()); // the member was reached
        }
        FaultStreak after = streak(stats, fault)
                .updateAndGet(before -> before.after(fault, source, now, stats.opened(), terms.span()));
        if (after.reach(terms.after(), fault)) {
            pools.change(pool.name(), known -> ejected(known, member, fault, now));
        }
    }

    private static AtomicReference<FaultStreak> streak(MemberStats stats, MemberFault fault) {
        return switch (fault) {
            case UNREACHED, UNANSWERED -> stats.handshakeFaults();
            case STATUS -> stats.statuses();
            case DIED_EARLY -> stats.earlyDeaths();
        };
    }

    /** Whether {@code eject-on-status} of {@code pool} lists this status. */
    public boolean isFault(String pool, int status) {
        return pools.pool(pool)
                .filter(known -> known.config().health().ejection().onStatus().stream()
                        .anyMatch(range -> range.contains(status)))
                .isPresent();
    }

    /** A member has accepted a handshake, or refused it in a way that is not a fault. */
    public void answered(Member member) {
        clear(member.stats().handshakeFaults());
        clear(member.stats().statuses());
    }

    /**
     * A relay has ended.
     *
     * @param blamed whether the member caused the end
     * @param source the client and path of the relay
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

    /** Reads before it writes, because there is seldom anything to clear. */
    private static void clear(AtomicReference<FaultStreak> streak) {
        if (!FaultStreak.NONE.equals(streak.get())) {
            streak.set(FaultStreak.NONE);
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

    /** Ends the ejections whose time is over. To be called several times a second. */
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
     * A check of a member was good, which may end the member's ejection.
     *
     * @param handshake whether the member answered the check, rather than only accepting a connection
     */
    public void disproved(PoolMember poolMember, boolean handshake) {
        long now = pools.now();
        boolean applies = pools.pool(poolMember.pool())
                .flatMap(pool -> pool.member(poolMember.member()))
                .filter(member -> member.ejection().isDisprovedBy(handshake))
                .isPresent();
        if (applies) {
            pools.change(
                    poolMember.pool(),
                    poolMember.member(),
                    member -> member.ejection().isDisprovedBy(handshake) ? member.readmitted(now) : member);
        }
    }
}
