package org.sluice.balancing;

import java.time.Duration;
import java.util.List;
import org.sluice.health.Warmth;
import org.sluice.pool.Member;
import org.sluice.pool.MemberStats;

/**
 * Members among whom one is chosen, laid out so that a look at all of them is quick: at a thousand members a pick has a few
 * microseconds. Immutable, but for the counts.
 */
final class Field {
    private final Member[] members;
    private final MemberStats[] stats;
    private final int[] weights;
    private final int total;

    private Field(List<Member> from, int[] weights) {
        this.members = from.toArray(new Member[0]);
        this.stats = from.stream().map(Member::stats).toArray(MemberStats[]::new);
        this.weights = weights;
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        this.total = sum;
    }

    /** Each with the weight the operator gave it. */
    static Field weighted(List<Member> members) {
        return new Field(
                members,
                lowest(members.stream()
                        .mapToInt(member -> member.config().weight())
                        .toArray()));
    }

    /** All alike. */
    static Field unweighted(List<Member> members) {
        return new Field(members, members.stream().mapToInt(member -> 1).toArray());
    }

    /**
     * This field with the weights as they are at {@code now}: members that came back take a part of their share. If all
     * did, there is nobody whom that would spare them to.
     */
    Field warmedAt(long now, Duration window) {
        int[] warmed = new int[weights.length];
        boolean anyFull = false;
        for (int i = 0; i < warmed.length; i++) {
            int share = members[i].warmth().share(now, window);
            anyFull |= share == Warmth.WHOLE;
            warmed[i] = weights[i] * share;
        }
        return anyFull ? new Field(List.of(members), lowest(warmed)) : this;
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
