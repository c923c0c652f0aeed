package org.sluice.admission;

import java.util.Optional;
import java.util.Set;
import org.sluice.affinity.Affinity;
import org.sluice.affinity.Mark;
import org.sluice.balancing.Balancer;
import org.sluice.balancing.Lease;
import org.sluice.config.AffinityConfig;
import org.sluice.config.TimeLimits;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** Who is asked next: the member the client belongs to, then those whom the policy picks. One for each journey. */
final class Turns {
    private final Affinity affinity;
    private final Balancer balancer;
    private final AffinityConfig how;
    private final Pool pool;
    private final Handshake handshake;
    private final Mark mark;

    Turns(Affinity affinity, Balancer balancer, AffinityConfig how, Pool pool, Handshake handshake) {
        this.affinity = affinity;
        this.balancer = balancer;
        this.how = how;
        this.pool = pool;
        this.handshake = handshake;
        this.mark = affinity.mark(pool, how, handshake);
    }

    /** Nobody if all were asked, or if the client's own member takes it not and the pool wants no other. */
    Optional<Lease> next(TimeLimits limits, Set<Member> tried) {
        boolean mayRoam = how.fallback() == AffinityConfig.Fallback.REBALANCE;
        if (mark instanceof Mark.Keyed keyed) {
            return tried.isEmpty() || mayRoam ? balancer.pickFor(keyed.key(), pool, limits, tried) : Optional.empty();
        }
        if (mark instanceof Mark.Led led) {
            Optional<Lease> back =
                    led.welcome() && tried.isEmpty() ? balancer.take(pool, led.member(), limits) : Optional.empty();
            if (back.isPresent() || !mayRoam) {
                return back;
            }
        }
        return balancer.pick(pool, handshake, limits, tried);
    }

    /** {@code answer} with the mark by which the client is known when it comes again. */
    Headers marked(Headers answer, Member member) {
        return affinity.cookie(pool, how, member, handshake)
                .map(cookie -> answer.and("Set-Cookie", cookie))
                .orElse(answer);
    }
}
