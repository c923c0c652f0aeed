package org.sluice.balancing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.config.PoolConfig;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;
import org.sluice.pool.MemberStats;

/** The members of one rank and the algorithm that chooses among them. Any thread. */
final class PriorityGroup {
    private final List<Member> members;
    private final Candidates candidates;
    private final Choice choice;

    /** For clients with an affinity key; made when the first one comes. */
    private volatile @Nullable Rendezvous keyed;

    private final Candidates cold;

    PriorityGroup(PoolConfig pool, List<Member> members, Choices choices, long now) {
        this.members = members;
        this.cold = Candidates.weighted(members);
        Candidates plain = Choices.candidates(pool, members);
        this.candidates =
                Choices.warmsUp(pool) ? plain.withSlowStartAt(now, pool.health().slowStart()) : plain;
        this.choice = choices.of(pool, candidates);
    }

    /** Whether any of its members is untried. */
    boolean hasOthersThan(Set<Member> tried) {
        return tried.isEmpty() || !tried.containsAll(members);
    }

    Optional<Member> pick(Handshake handshake, Limits limits, Set<Member> tried) {
        return at(choice.pick(handshake, limits.slots(candidates, tried)), candidates);
    }

    Optional<Member> pickFor(String key, Limits limits, Set<Member> tried) {
        Rendezvous known = keyed;
        if (known == null) {
            known = new Rendezvous(cold, handshake -> Optional.empty(), Rendezvous.UNBOUNDED, choice);
            keyed = known;
        }
        return at(known.pick(key, limits.slots(cold, tried)), cold);
    }

    /** Members that only their pending handshakes keep from taking another one, except those for which a wait failed before. */
    List<Member> heldUp(Limits limits, Set<Member> tried) {
        return members.stream()
                .filter(member -> !tried.contains(member) && !member.stats().isStuck())
                .filter(member -> limits.isHeldUp(member.stats().counts()))
                .toList();
    }

    /** Whether some member has room for one more handshake. */
    boolean hasRoom(Limits limits) {
        for (Member member : members) {
            if (MemberStats.hasRoom(member.stats().counts(), limits.maxPending(), limits.maxConnections())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Member> at(int place, Candidates field) {
        return place == Choice.NONE ? Optional.empty() : Optional.of(field.member(place));
    }

    /**
     * The limits of one member.
     *
     * @param maxPending how many unanswered handshakes it may have
     * @param maxConnections how many relays and handshakes it may carry; 0 = no limit
     */
    record Limits(int maxPending, int maxConnections) {
        Slots slots(Candidates candidates, Set<Member> tried) {
            return new Slots(candidates, tried, maxPending, maxConnections);
        }

        /** Whether only pending handshakes keep it from taking another one. */
        boolean isHeldUp(long counts) {
            return !MemberStats.hasRoom(counts, maxPending, maxConnections)
                    && MemberStats.hasRoom(counts, Integer.MAX_VALUE, maxConnections);
        }
    }
}
