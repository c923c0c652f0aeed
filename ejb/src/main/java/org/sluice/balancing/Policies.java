package org.sluice.balancing;

import java.util.random.RandomGenerator;
import org.sluice.config.PolicyConfig;

/** Makes the policy that a pool names. */
final class Policies {
    private Policies() {}

    static Policy of(PolicyConfig config, RandomGenerator random) {
        return switch (config.choice()) {
            case ROUND_ROBIN -> SmoothRoundRobin.unweighted();
            default -> SmoothRoundRobin.weighted();
        };
    }
}
