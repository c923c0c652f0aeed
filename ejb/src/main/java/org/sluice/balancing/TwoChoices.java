package org.sluice.balancing;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;

/**
 * Looks at two members drawn at random, and takes the one that carries less for its weight. Nearly as even as looking at
 * all, and several balancers that do it do not run after the same member. (Mitzenmacher, 2001)
 */
final class TwoChoices implements Choice {
    private final RandomGenerator random;

    TwoChoices(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Optional<Member> choose(List<Member> candidates, Handshake handshake) {
        int size = candidates.size();
        if (size < 2) {
            return candidates.stream().findFirst();
        }
        int first = random.nextInt(size);
        int second = random.nextInt(size - 1);
        if (second >= first) {
            second++; // steps over the hole the first draw left, so that the two differ and stay uniform
        }
        Member one = candidates.get(first);
        Member other = candidates.get(second);
        return Optional.of(LeastBusy.compare(one, other) <= 0 ? one : other);
    }
}
