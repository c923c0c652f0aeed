package org.sluice.balancing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.config.PoolConfig;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;
import org.sluice.pool.MemberStats;

/** Members of one rank, and how one is chosen among them. Any thread. */
final class Tier {
    private final List<Member> members;
    private final Field field;
    private final Choice choice;

    /** For clients known by something they always carry; made when the first one comes. */
    private volatile @Nullable Rendezvous keyed;

    private final Field unwarmed;

    Tier(PoolConfig pool, List<Member> members, Choices choices, long now) {
        this.members = members;
        this.unwarmed = Field.weighted(members);
        Field plain = Choices.field(pool, members);
        this.field = Choices.warmsUp(pool) ? plain.warmedAt(now, pool.health().slowStart()) : plain;
        this.choice = choices.of(pool, field);
    }

    /** Whether anybody here was not tried yet. */
    boolean hasOthersThan(Set<Member> tried) {
        return tried.isEmpty() || !tried.containsAll(members);
    }

    Optional<Member> pick(Handshake handshake, Limits limits, Set<Member> tried) {
        return at(choice.pick(handshake, limits.door(field, tried)), field);
    }

    Optional<Member> pickFor(String key, Limits limits, Set<Member> tried) {
        Rendezvous known = keyed;
        if (known == null) {
            known = new Rendezvous(unwarmed, handshake -> Optional.empty(), Rendezvous.UNBOUNDED, choice);
            keyed = known;
        }
        return at(known.pick(key, limits.door(unwarmed, tried)), unwarmed);
    }

    /** Who has no room for one handshake more, but only because others wait, and not in vain. */
    List<Member> heldUp(Limits limits, Set<Member> tried) {
        return members.stream()
                .filter(member -> !tried.contains(member) && !member.stats().isStuck())
                .filter(member -> limits.isHeldUp(member.stats().counts()))
                .toList();
    }

    /** Whether somebody has room for one handshake more. */
    boolean hasRoom(Limits limits) {
        for (Member member : members) {
            if (MemberStats.hasRoom(member.stats().counts(), limits.maxPending(), limits.maxConnections())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Member> at(int place, Field field) {
        return place == Choice.NOBODY ? Optional.empty() : Optional.of(field.member(place));
    }

    /**
     * What one member may be given.
     *
     * @param maxPending handshakes that may wait for it
     * @param maxConnections what it may carry; 0 = no limit
     */
    record Limits(int maxPending, int maxConnections) {
        Door door(Field field, Set<Member> tried) {
            return new Door(field, tried, maxPending, maxConnections);
        }

        /** Whether there is no room, but would be if it were not for the handshakes that wait. */
        boolean isHeldUp(long counts) {
            return !MemberStats.hasRoom(counts, maxPending, maxConnections)
                    && MemberStats.hasRoom(counts, Integer.MAX_VALUE, maxConnections);
        }
    }
}
