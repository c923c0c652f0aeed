package org.sluice.admission;

import java.util.Map;
import java.util.Optional;
import org.sluice.balancing.Policy;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Pool;
import org.sluice.routing.Route;
import org.sluice.routing.Routes;

/**
 * The configuration as handshakes see it at one instant: immutable, replaced as a whole.
 *
 * @param routes which rule a handshake meets
 * @param pools by name
 * @param policies how each pool chooses, by the pool's name
 */
public record Plan(Routes routes, Map<String, Pool> pools, Map<String, Policy> policies) {
    public Plan {
        pools = Map.copyOf(pools);
        policies = Map.copyOf(policies);
    }

    boolean isEmpty() {
        return pools.isEmpty();
    }

    Optional<Route> route(Handshake handshake) {
        return routes.route(handshake);
    }

    Pool pool(String name) {
        return Optional.ofNullable(pools.get(name)).orElseThrow();
    }

    Policy policyOf(Pool pool) {
        return Optional.ofNullable(policies.get(pool.name())).orElseThrow();
    }
}
