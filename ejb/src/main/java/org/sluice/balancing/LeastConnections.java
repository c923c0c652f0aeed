package org.sluice.balancing;

import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.handshake.Handshake;
import org.sluice.pool.MemberStats;

/**
 * Picks the member with the fewest relays and pending handshakes for its weight. Among equals it picks the one whose turn it
 * is, or the next after it, so that an idle pool does not always use its first member.
 */
final class LeastConnections implements Choice {
    /** How often the choice is repeated because another thread changed the counts, before it is taken as it is. */
    private static final int ATTEMPTS = 16;

    private static final long NOT_FOUND = (long) NONE << Integer.SIZE;

    private final Candidates candidates;
    private final RoundRobin turns;

    LeastConnections(Candidates candidates, AtomicInteger clock) {
        this.candidates = candidates;
        this.turns = new RoundRobin(candidates, clock);
    }

    @Override
    public int pick(Handshake handshake, Slots slots) {
        int first = turns.next();
        for (int tries = 0; first != NONE; tries++) {
            long found = least(0, first, least(first, candidates.size(), NOT_FOUND, slots), slots);
            int at = place(found);
            if (at == NONE || tryTake(at, carried(found), slots, tries)) {
                return at;
            }
        }
        return NONE;
    }

    /** Takes the member, unless another thread has changed its counts since they were read. */
    private boolean tryTake(int at, int judged, Slots slots, int tries) {
        long counts = candidates.stats(at).counts();
        boolean asJudged = MemberStats.busy(counts) == judged && slots.isFree(at, counts);
        return (asJudged && slots.takeIfUnchanged(at, counts)) || (tries >= ATTEMPTS && slots.tryTake(at));
    }

    /** Continues from the best found so far, and stops at a member that carries nothing. */
    private long least(int from, int to, long found, Slots slots) {
        int least = place(found);
        int carried = carried(found);
        int weight = least == NONE ? 0 : candidates.weight(least);
        for (int at = from; at < to && (least == NONE || carried > 0); at++) {
            long counts = candidates.stats(at).counts();
            int busy = MemberStats.busy(counts);
            boolean less = least == NONE || (long) busy * weight < (long) carried * candidates.weight(at);
            if (less && slots.isFree(at, counts)) {
                least = at;
                carried = busy;
                weight = candidates.weight(at);
            }
        }
        return (long) least << Integer.SIZE | carried;
    }

    /** A result packs the index of a member and its count into one long, to avoid an allocation. */
    private static int place(long found) {
        return (int) (found >> Integer.SIZE);
    }

    private static int carried(long found) {
        return (int) found;
    }

    /** Compares busy / weight without dividing. */
    static int compare(Candidates candidates, int one, long countsOfOne, int other, long countsOfOther) {
        long left = (long) MemberStats.busy(countsOfOne) * candidates.weight(other);
        long right = (long) MemberStats.busy(countsOfOther) * candidates.weight(one);
        return Long.compare(left, right);
    }
}
