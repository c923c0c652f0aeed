package org.sluice.balancing;

import java.util.random.RandomGenerator;
import org.sluice.handshake.Handshake;

/**
 * Power of two choices: compares two random members and picks the one with less load for its weight. Nearly as even as
 * comparing all, and several instances do not all pick the same member (Mitzenmacher, 2001).
 */
final class TwoChoices implements Choice {
    private static final int DRAWS = 8;

    private final Candidates candidates;
    private final WeightedRandom weightedRandom;

    TwoChoices(Candidates candidates, RandomGenerator random) {
        this.candidates = candidates;
        this.weightedRandom = new WeightedRandom(candidates, random);
    }

    @Override
    public int pick(Handshake handshake, Slots slots) {
        for (int tries = 0; tries < DRAWS && candidates.size() > 1; tries++) {
            int one = weightedRandom.draw();
            int other = another(one);
            long countsOfOne = candidates.stats(one).counts();
            long countsOfOther = candidates.stats(other).counts();
            boolean mayOne = slots.isFree(one, countsOfOne);
            boolean mayOther = slots.isFree(other, countsOfOther);
            boolean takesOne = mayOne
                    && (!mayOther || LeastConnections.compare(candidates, one, countsOfOne, other, countsOfOther) <= 0);
            int chosen = takesOne ? one : other;
            if ((mayOne || mayOther) && slots.takeIfUnchanged(chosen, takesOne ? countsOfOne : countsOfOther)) {
                return chosen;
            }
        }
        return weightedRandom.pick(handshake, slots);
    }

    /** Draws a member other than {@code than}; if one member has nearly all the weight, its neighbour. */
    private int another(int than) {
        int drawn = weightedRandom.draw();
        for (int tries = 0; tries < DRAWS && drawn == than; tries++) {
            drawn = weightedRandom.draw();
        }
        return drawn == than ? (than + 1) % candidates.size() : drawn;
    }
}
