package org.sluice.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sluice.config.HealthConfig;
import org.sluice.config.Intent;
import org.sluice.health.SlowStart;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/**
 * The members of a pool in groups by priority: members that are up, then members not checked yet, then backups in the same
 * order. When none is healthy, all or none of them, as the pool's {@code all-down} says. Immutable: made for one snapshot of a
 * pool, and valid until the share of a member in slow start changes.
 *
 * @param until when it expires, in nanoseconds of the balancer's clock; meaningless unless it ages
 * @param ages whether it expires
 */
record Ranking(Pool pool, List<PriorityGroup> tiers, boolean ages, long until) {
    static Ranking of(Pool pool, Choices choices, long now) {
        List<PriorityGroup> tiers = new ArrayList<>();
        for (List<Member> rank : ranks(pool)) {
            tiers.add(new PriorityGroup(pool.config(), rank, choices, now));
        }
        var window = pool.config().health().slowStart();
        List<Long> steps = Choices.warmsUp(pool.config())
                ? pool.members().stream()
                        .map(Member::slowStart)
                        .filter(slowStart -> slowStart.share(now, window) < SlowStart.WHOLE)
                        .map(slowStart -> slowStart.nextStep(now, window) - now)
                        .toList()
                : List.of();
        long next = steps.stream().mapToLong(step -> step).min().orElse(0);
        return new Ranking(pool, List.copyOf(tiers), !steps.isEmpty(), now + next);
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

    @SuppressWarnings("ReferenceEquality") // compared at each pick; comparing by value would compare all members
    boolean isOf(Pool other) {
        return pool == other;
    }

    boolean fits(Pool other, long now) {
        return isOf(other) && !(ages && until - now <= 0);
    }

    /** The first group with an untried member. */
    Optional<PriorityGroup> first(Set<Member> tried) {
        for (PriorityGroup tier : tiers) {
            if (tier.hasOthersThan(tried)) {
                return Optional.of(tier);
            }
        }
        return Optional.empty();
    }
}
