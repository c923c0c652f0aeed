package org.sluice.balancing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.sluice.config.NormalPath;
import org.sluice.config.PolicyConfig;
import org.sluice.config.PoolConfig;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.NamedValues;
import org.sluice.pool.Member;

/**
 * Makes the algorithm for a pool's policy.
 *
 * @param clock counts the turns of the pool
 */
record Choices(RandomGenerator random, AtomicInteger clock) {
    /** The members with the weights that the policy uses. */
    static Candidates candidates(PoolConfig pool, List<Member> members) {
        return pool.policy().choice() == PolicyConfig.Choice.ROUND_ROBIN
                ? Candidates.unweighted(members)
                : Candidates.weighted(members);
    }

    /** Whether slow start applies: not to policies by key, whose keys must not move. */
    static boolean warmsUp(PoolConfig pool) {
        return switch (pool.policy().choice()) {
            case WEIGHTED_ROUND_ROBIN, ROUND_ROBIN, LEAST_CONNECTIONS, TWO_CHOICES, RANDOM -> true;
            case SOURCE_HASH, HASH_HEADER, HASH_COOKIE, HASH_QUERY, HASH_PATH -> false;
        };
    }

    Choice of(PoolConfig pool, Candidates candidates) {
        PolicyConfig policy = pool.policy();
        return switch (policy.choice()) {
            case WEIGHTED_ROUND_ROBIN, ROUND_ROBIN -> new RoundRobin(candidates, clock);
            case LEAST_CONNECTIONS -> new LeastConnections(candidates, clock);
            case TWO_CHOICES -> new TwoChoices(candidates, random);
            case RANDOM -> new WeightedRandom(candidates, random);
            case SOURCE_HASH, HASH_HEADER, HASH_COOKIE, HASH_QUERY, HASH_PATH ->
                new Rendezvous(
                        candidates,
                        key(policy),
                        pool.hashBound().doubleValue(),
                        new WeightedRandom(candidates, random));
        };
    }

    private static Function<Handshake, Optional<String>> key(PolicyConfig policy) {
        String name = policy.name();
        return switch (policy.choice()) {
            case HASH_HEADER -> handshake -> handshake.headers().first(name);
            case HASH_COOKIE ->
                handshake -> NamedValues.inCookie(handshake.headers(), name).findFirst();
            case HASH_QUERY ->
                handshake -> NamedValues.inQuery(query(handshake), name).findFirst();
            case HASH_PATH -> handshake -> Optional.of(NormalPath.of(handshake.path()));
            default -> handshake -> Optional.of(handshake.clientAddress());
        };
    }

    private static String query(Handshake handshake) {
        return handshake.target().substring(handshake.path().length());
    }
}
