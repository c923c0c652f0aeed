package org.sluice.balancing;

import java.time.Duration;
import java.util.List;
import org.sluice.health.SlowStart;
import org.sluice.pool.Member;
import org.sluice.pool.MemberStats;

/**
 * Members to choose from, in arrays, so that reading all of them is fast: with a thousand members a pick may take a few
 * microseconds. Immutable, except for the members' counts.
 */
final class Candidates {
    private final Member[] members;
    private final MemberStats[] stats;
    private final int[] weights;
    private final int total;

    private Candidates(List<Member> from, int[] weights) {
        this.members = from.toArray(new Member[0]);
        this.stats = from.stream().map(Member::stats).toArray(MemberStats[]::new);
        this.weights = weights;
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        this.total = sum;
    }

    /** Each with its configured weight. */
    static Candidates weighted(List<Member> members) {
        return new Candidates(
                members,
                lowest(members.stream()
                        .mapToInt(member -> member.config().weight())
                        .toArray()));
    }

    /** All with equal weights. */
    static Candidates unweighted(List<Member> members) {
        return new Candidates(members, members.stream().mapToInt(member -> 1).toArray());
    }

    /**
     * These members with their weights at {@code now}: members in slow start have a part of their weight. If all are in slow
     * start, all have their full weight, because no other member could take the rest.
     */
    Candidates withSlowStartAt(long now, Duration window) {
        int[] warmed = new int[weights.length];
        boolean anyFull = false;
        for (int i = 0; i < warmed.length; i++) {
            int share = members[i].slowStart().share(now, window);
            anyFull |= share == SlowStart.WHOLE;
            warmed[i] = weights[i] * share;
        }
        return anyFull ? new Candidates(List.of(members), lowest(warmed)) : this;
    }

    /** The same proportions in the smallest whole numbers. */
    private static int[] lowest(int[] weights) {
        int divisor = 0;
        for (int weight : weights) {
            divisor = greatestCommon(divisor, weight);
        }
        for (int i = 0; i < weights.length && divisor > 1; i++) {
            weights[i] /= divisor;
        }
        return weights;
    }

    private static int greatestCommon(int one, int other) {
        return other == 0 ? one : greatestCommon(other, one % other);
    }

    int size() {
        return members.length;
    }

    Member member(int at) {
        return members[at];
    }

    MemberStats stats(int at) {
        return stats[at];
    }

    int weight(int at) {
        return weights[at];
    }

    /** The sum of all weights. */
    int total() {
        return total;
    }
}
