package org.sluice.balancing;

import java.util.random.RandomGenerator;
import org.sluice.handshake.Handshake;

/** Picks a random member in proportion to the weights. */
final class WeightedRandom implements Choice {
    /** After so many members at may not be chosen, those at may are counted. */
    private static final int DRAWS = 8;

    private final Candidates candidates;
    private final RandomGenerator random;

    /** For each index the sum of the weights up to it, inclusive. */
    private final int[] upTo;

    WeightedRandom(Candidates candidates, RandomGenerator random) {
        this.candidates = candidates;
        this.random = random;
        this.upTo = new int[candidates.size()];
        int lots = 0;
        for (int at = 0; at < upTo.length; at++) {
            lots += candidates.weight(at);
            upTo[at] = lots;
        }
    }

    /** The index of a random member; {@link #NONE} if there are no candidates. */
    int draw() {
        if (candidates.total() == 0) {
            return NONE;
        }
        int lot = random.nextInt(candidates.total());
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
    public int pick(Handshake handshake, Slots slots) {
        for (int tries = 0; tries < DRAWS; tries++) {
            int at = draw();
            if (at != NONE && slots.tryTake(at)) {
                return at;
            }
        }
        return pickEligible(slots);
    }

    private int pickEligible(Slots slots) {
        for (int at = drawEligible(slots); at != NONE; at = drawEligible(slots)) {
            if (slots.tryTake(at)) {
                return at;
            }
        }
        return NONE;
    }

    private int drawEligible(Slots slots) {
        int lots = 0;
        int drawn = NONE;
        for (int at = 0; at < candidates.size(); at++) {
            if (slots.isFree(at, candidates.stats(at).counts())) {
                lots += candidates.weight(at);
                drawn = random.nextInt(lots) < candidates.weight(at) ? at : drawn;
            }
        }
        return drawn;
    }
}
