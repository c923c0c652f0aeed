package org.sluice.balancing;

import java.util.random.RandomGenerator;
import org.sluice.config.PolicyConfig;

/** Makes the choice that a pool's policy names. */
final class Choices {
    private Choices() {}

    static Choice of(PolicyConfig config, RandomGenerator random) {
        return switch (config.choice()) {
            case ROUND_ROBIN -> SmoothRoundRobin.unweighted();
            default -> SmoothRoundRobin.weighted();
        };
    }
}
