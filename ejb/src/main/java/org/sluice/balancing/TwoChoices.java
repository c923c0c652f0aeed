package org.sluice.balancing;

import java.util.random.RandomGenerator;
import org.sluice.handshake.Handshake;

/**
 * Looks at two members drawn by lot, and takes the one that carries less for its weight. Nearly as even as looking at all, and
 * several balancers that do it do not run after the same member. (Mitzenmacher, 2001)
 */
final class TwoChoices implements Choice {
    private static final int DRAWS = 8;

    private final Field field;
    private final Lots lots;

    TwoChoices(Field field, RandomGenerator random) {
        this.field = field;
        this.lots = new Lots(field, random);
    }

    @Override
    public int pick(Handshake handshake, Door door) {
        for (int tries = 0; tries < DRAWS && field.size() > 1; tries++) {
            int one = lots.draw();
            int other = another(one);
            long countsOfOne = field.stats(one).counts();
            long countsOfOther = field.stats(other).counts();
            boolean mayOne = door.mayEnter(one, countsOfOne);
            boolean mayOther = door.mayEnter(other, countsOfOther);
            boolean takesOne =
                    mayOne && (!mayOther || LeastBusy.compare(field, one, countsOfOne, other, countsOfOther) <= 0);
            int chosen = takesOne ? one : other;
            if ((mayOne || mayOther) && door.enterStill(chosen, takesOne ? countsOfOne : countsOfOther)) {
                return chosen;
            }
        }
        return lots.pick(handshake, door);
    }

    /** Draws until it is another one; where one member has nearly all lots, its neighbour will do. */
    private int another(int than) {
        int drawn = lots.draw();
        for (int tries = 0; tries < DRAWS && drawn == than; tries++) {
            drawn = lots.draw();
        }
        return drawn == than ? (than + 1) % field.size() : drawn;
    }
}
