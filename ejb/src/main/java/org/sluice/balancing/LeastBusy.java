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

    private final Field field;
    private final Turns turns;

    LeastBusy(Field field, AtomicInteger clock) {
        this.field = field;
        this.turns = new Turns(field, clock);
    }

    /** The best found so far, and what it carried when it was looked at. */
    private static final class Least {
        private int at = NOBODY;
        private long counts;
    }

    @Override
    public int pick(Handshake handshake, Door door) {
        int first = turns.next();
        for (int tries = 0; first != NOBODY; tries++) {
            Least least = least(first, door);
            if (least.at == NOBODY
                    || door.enterStill(least.at, least.counts)
                    || (tries >= PATIENCE && door.enter(least.at))) {
                return least.at;
            }
        }
        return NOBODY;
    }

    private Least least(int first, Door door) {
        Least least = new Least();
        for (int i = 0; i < field.size() && !carriesNothing(least); i++) {
            int at = first + i < field.size() ? first + i : first + i - field.size();
            long seen = field.stats(at).counts();
            boolean less = least.at == NOBODY || compare(field, at, seen, least.at, least.counts) < 0;
            if (less && door.mayEnter(at, seen)) {
                least.at = at;
                least.counts = seen;
            }
        }
        return least;
    }

    /** Nobody carries less. */
    private static boolean carriesNothing(Least least) {
        return least.at != NOBODY && MemberStats.busy(least.counts) == 0;
    }

    /** Compares busy / weight without dividing. */
    static int compare(Field field, int one, long countsOfOne, int other, long countsOfOther) {
        long left = (long) MemberStats.busy(countsOfOne) * field.weight(other);
        long right = (long) MemberStats.busy(countsOfOther) * field.weight(one);
        return Long.compare(left, right);
    }
}
