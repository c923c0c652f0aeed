package org.sluice.balancing;

import java.util.random.RandomGenerator;
import org.sluice.handshake.Handshake;

/** Draws by lot; a weight of 2 is two lots. */
final class Lots implements Choice {
    /** After so many members who may not be chosen, those who may are counted. */
    private static final int DRAWS = 8;

    private final Field field;
    private final RandomGenerator random;

    /** Lots of all members up to each place, that one included. */
    private final int[] upTo;

    Lots(Field field, RandomGenerator random) {
        this.field = field;
        this.random = random;
        this.upTo = new int[field.size()];
        int lots = 0;
        for (int at = 0; at < upTo.length; at++) {
            lots += field.weight(at);
            upTo[at] = lots;
        }
    }

    /** The place of a member drawn by lot; {@link #NOBODY} in an empty field. */
    int draw() {
        if (field.total() == 0) {
            return NOBODY;
        }
        int lot = random.nextInt(field.total());
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lot < upTo[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public int pick(Handshake handshake, Door door) {
        for (int tries = 0; tries < DRAWS; tries++) {
            int at = draw();
            if (at != NOBODY && door.enter(at)) {
                return at;
            }
        }
        return amongWhoMay(door);
    }

    private int amongWhoMay(Door door) {
        for (int who = drawAmongWhoMay(door); who != NOBODY; who = drawAmongWhoMay(door)) {
            if (door.enter(who)) {
                return who;
            }
        }
        return NOBODY;
    }

    private int drawAmongWhoMay(Door door) {
        int lots = 0;
        int drawn = NOBODY;
        for (int at = 0; at < field.size(); at++) {
            if (door.mayEnter(at, field.stats(at).counts())) {
                lots += field.weight(at);
                drawn = random.nextInt(lots) < field.weight(at) ? at : drawn;
            }
        }
        return drawn;
    }
}
