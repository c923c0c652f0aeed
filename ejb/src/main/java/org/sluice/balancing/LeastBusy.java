package org.sluice.balancing;

import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.handshake.Handshake;
import org.sluice.pool.MemberStats;

/**
 * Takes the member that carries the least for its weight, pending handshakes included. Among those that carry the same the
 * one is taken whose turn it is, or the next behind it, so that an empty pool does not begin with the first one each time.
 */
final class LeastBusy implements Choice {
    /** How often the choice is made anew because somebody else was quicker, before it is taken as it is. */
    private static final int PATIENCE = 16;

    private static final long NONE = (long) NOBODY << Integer.SIZE;

    private final Field field;
    private final Turns turns;

    LeastBusy(Field field, AtomicInteger clock) {
        this.field = field;
        this.turns = new Turns(field, clock);
    }

    @Override
    public int pick(Handshake handshake, Door door) {
        int first = turns.next();
        for (int tries = 0; first != NOBODY; tries++) {
            long found = least(0, first, least(first, field.size(), NONE, door), door);
            int at = place(found);
            if (at == NOBODY || enter(at, carried(found), door, tries)) {
                return at;
            }
        }
        return NOBODY;
    }

    /** Unless somebody else was quicker. */
    private boolean enter(int at, int judged, Door door, int tries) {
        long counts = field.stats(at).counts();
        boolean asJudged = MemberStats.busy(counts) == judged && door.mayEnter(at, counts);
        return (asJudged && door.enterStill(at, counts)) || (tries >= PATIENCE && door.enter(at));
    }

    /** Looks on from what was found so far, and stops at a member that carries nothing: nobody carries less. */
    private long least(int from, int to, long found, Door door) {
        int least = place(found);
        int carried = carried(found);
        int weight = least == NOBODY ? 0 : field.weight(least);
        for (int at = from; at < to && (least == NOBODY || carried > 0); at++) {
            long counts = field.stats(at).counts();
            int busy = MemberStats.busy(counts);
            boolean less = least == NOBODY || (long) busy * weight < (long) carried * field.weight(at);
            if (less && door.mayEnter(at, counts)) {
                least = at;
                carried = busy;
                weight = field.weight(at);
            }
        }
        return (long) least << Integer.SIZE | carried;
    }

    /** What is found is a place, and what the member there carried: two numbers in one, because there is no time for more. */
    private static int place(long found) {
        return (int) (found >> Integer.SIZE);
    }

    private static int carried(long found) {
        return (int) found;
    }

    /** Compares busy / weight without dividing. */
    static int compare(Field field, int one, long countsOfOne, int other, long countsOfOther) {
        long left = (long) MemberStats.busy(countsOfOne) * field.weight(other);
        long right = (long) MemberStats.busy(countsOfOther) * field.weight(one);
        return Long.compare(left, right);
    }
}
