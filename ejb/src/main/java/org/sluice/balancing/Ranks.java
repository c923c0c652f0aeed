package org.sluice.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sluice.config.HealthConfig;
import org.sluice.config.Intent;
import org.sluice.health.Warmth;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/**
 * Who of a pool comes first: members whose checks are good, then those that were not checked yet, then backups in the same
 * order. When nobody is well, all or nobody, as the pool says. Immutable: made for one snapshot of a pool, and for as long as
 * the shares of members that came back stay what they are.
 *
 * @param until when it has to be made anew, in nanoseconds of the balancer's clock; of meaning only if it ages
 * @param ages whether it has to be at all
 */
record Ranks(Pool pool, List<Tier> tiers, boolean ages, long until) {
    static Ranks of(Pool pool, Choices choices, long now) {
        List<Tier> tiers = new ArrayList<>();
        for (List<Member> rank : ranks(pool)) {
            tiers.add(new Tier(pool.config(), rank, choices, now));
        }
        var window = pool.config().health().slowStart();
        List<Long> steps = Choices.warmsUp(pool.config())
                ? pool.members().stream()
                        .map(Member::warmth)
                        .filter(warmth -> warmth.share(now, window) < Warmth.WHOLE)
                        .map(warmth -> warmth.nextStep(now, window) - now)
                        .toList()
                : List.of();
        long next = steps.stream().mapToLong(step -> step).min().orElse(0);
        return new Ranks(pool, List.copyOf(tiers), !steps.isEmpty(), now + next);
    }

    private static List<List<Member>> ranks(Pool pool) {
        List<Member> wanted = pool.members().stream()
                .filter(member -> member.intent() == Intent.SERVE)
                .filter(member -> member.config().weight() > 0)
                .toList();
        List<Member> well = wanted.stream().filter(Member::isWell).toList();
        if (well.isEmpty()) {
            boolean open = pool.config().health().allDown() == HealthConfig.AllDown.FAIL_OPEN;
            return open && !wanted.isEmpty() ? List.of(wanted) : List.of();
        }
        Predicate<Member> backup = member -> member.config().backup();
        Predicate<Member> up = member -> member.health() == Member.Health.UP;
        return Stream.of(
                        backup.negate().and(up),
                        backup.negate().and(up.negate()),
                        backup.and(up),
                        backup.and(up.negate()))
                .map(rank -> well.stream().filter(rank).toList())
                .filter(rank -> !rank.isEmpty())
                .toList();
    }

    @SuppressWarnings("ReferenceEquality") // snapshots are compared at each pick, and by all their members if by value
    boolean isOf(Pool other) {
        return pool == other;
    }

    boolean fits(Pool other, long now) {
        return isOf(other) && !(ages && until - now <= 0);
    }

    /** The first rank in which somebody was not tried yet. */
    Optional<Tier> first(Set<Member> tried) {
        for (Tier tier : tiers) {
            if (tier.hasOthersThan(tried)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }
}
