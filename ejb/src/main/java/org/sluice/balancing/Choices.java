package org.sluice.balancing;

import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.sluice.config.NormalPath;
import org.sluice.config.PolicyConfig;
import org.sluice.config.PoolConfig;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Named;

/** Makes the choice that a pool's policy names. */
final class Choices {
    private Choices() {}

    static Choice of(PoolConfig pool, RandomGenerator random) {
        PolicyConfig policy = pool.policy();
        return switch (policy.choice()) {
            case WEIGHTED_ROUND_ROBIN -> SmoothRoundRobin.weighted();
            case ROUND_ROBIN -> SmoothRoundRobin.unweighted();
            case LEAST_CONNECTIONS -> new LeastBusy();
            case TWO_CHOICES -> new TwoChoices(random);
            case RANDOM -> new Weighted(random);
            case SOURCE_HASH, HASH_HEADER, HASH_COOKIE, HASH_QUERY, HASH_PATH ->
                new Rendezvous(key(policy), pool.hashBound(), new Weighted(random));
        };
    }

    private static Function<Handshake, Optional<String>> key(PolicyConfig policy) {
        String name = policy.name();
        return switch (policy.choice()) {
            case HASH_HEADER -> handshake -> handshake.headers().first(name);
            case HASH_COOKIE ->
                handshake -> Named.inCookie(handshake.headers(), name).findFirst();
            case HASH_QUERY ->
                handshake -> Named.inQuery(query(handshake), name).findFirst();
            case HASH_PATH -> handshake -> Optional.of(NormalPath.of(handshake.path()));
            default -> handshake -> Optional.of(handshake.clientAddress());
        };
    }

    private static String query(Handshake handshake) {
        return handshake.target().substring(handshake.path().length());
    }
}
