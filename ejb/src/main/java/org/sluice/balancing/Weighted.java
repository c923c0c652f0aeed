package org.sluice.balancing;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;

/** Draws by lot; a weight of 2 is two lots. */
final class Weighted implements Choice {
    private final RandomGenerator random;

    Weighted(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Optional<Member> choose(List<Member> candidates, Handshake handshake) {
        int lots =
                candidates.stream().mapToInt(member -> member.config().weight()).sum();
        if (lots == 0) {
            return Optional.empty();
        }
        int drawn = random.nextInt(lots);
        for (Member candidate : candidates) {
            drawn -= candidate.config().weight();
            if (drawn < 0) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
