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
import org.sluice.handshake.Named;
import org.sluice.pool.Member;

/**
 * Makes the choice that a pool's policy names.
 *
 * @param clock counts the turns of the pool
 */
record Choices(RandomGenerator random, AtomicInteger clock) {
    /** The members as this policy sees them. */
    static Field field(PoolConfig pool, List<Member> members) {
        return pool.policy().choice() == PolicyConfig.Choice.ROUND_ROBIN
                ? Field.unweighted(members)
                : Field.weighted(members);
    }

    /** Whether members that came back take a part of their share: a key leads to its member, or it is no key. */
    static boolean warmsUp(PoolConfig pool) {
        return switch (pool.policy().choice()) {
            case WEIGHTED_ROUND_ROBIN, ROUND_ROBIN, LEAST_CONNECTIONS, TWO_CHOICES, RANDOM -> true;
            case SOURCE_HASH, HASH_HEADER, HASH_COOKIE, HASH_QUERY, HASH_PATH -> false;
        };
    }

    Choice of(PoolConfig pool, Field field) {
        PolicyConfig policy = pool.policy();
        return switch (policy.choice()) {
            case WEIGHTED_ROUND_ROBIN, ROUND_ROBIN -> new Turns(field, clock);
            case LEAST_CONNECTIONS -> new LeastBusy(field, clock);
            case TWO_CHOICES -> new TwoChoices(field, random);
            case RANDOM -> new Lots(field, random);
            case SOURCE_HASH, HASH_HEADER, HASH_COOKIE, HASH_QUERY, HASH_PATH ->
                new Rendezvous(field, key(policy), pool.hashBound().doubleValue(), new Lots(field, random));
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
