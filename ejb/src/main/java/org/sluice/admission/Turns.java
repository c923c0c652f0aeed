package org.sluice.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sluice.affinity.Affinity;
import org.sluice.affinity.Mark;
import org.sluice.balancing.Balancer;
import org.sluice.balancing.Lease;
import org.sluice.config.AffinityConfig;
import org.sluice.config.Capacity;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** Who is asked next: the member the client belongs to, then those whom the policy picks. One for each journey. */
final class Turns {
    private final Affinity affinity;
    private final Balancer balancer;
    private final AffinityConfig how;
    private final Handshake handshake;
    private final Duration moment;
    private boolean full;

    /** @param moment how long a handshake waits for places that only handshakes hold */
    Turns(Affinity affinity, Balancer balancer, AffinityConfig how, Handshake handshake, Duration moment) {
        this.affinity = affinity;
        this.balancer = balancer;
        this.how = how;
        this.handshake = handshake;
        this.moment = moment;
    }

    /**
     * A place on the next member. Where all are full, the thread waits for one in the line of the pool, if that has one; whoever
     * comes while others wait stands behind them. If it has none, and only handshakes hold the places, the thread waits for a
     * moment: it is one of those that {@code handshakes.max-pending} counts and bounds, as every thread in here.
     *
     * @param pool as it is at the moment of asking
     * @param atMost how long to wait, whatever the pool allows
     */
    Optional<Lease> lease(Supplier<Pool> pool, int maxPending, Set<Member> tried, Duration atMost) {
        Pool now = pool.get();
        Capacity capacity = now.config().capacity();
        if (capacity.queue() == 0 || !balancer.isWaitedFor(now)) {
            Optional<Lease> next = next(now, maxPending, tried);
            full = next.isEmpty() && balancer.isFull(now, tried);
            if (!full) {
                return next;
            }
        }
        full = true;
        if (capacity.queue() == 0) {
            return lookAgain(pool, maxPending, tried, shorter(moment, atMost));
        }
        Duration wait = shorter(capacity.queueTimeout(), atMost);
        return balancer.await(now, () -> next(pool.get(), maxPending, tried), wait);
    }

    private Optional<Lease> lookAgain(Supplier<Pool> pool, int maxPending, Set<Member> tried, Duration wait) {
        Pool now = pool.get();
        List<Member> heldUp = balancer.heldUp(now, maxPending, tried);
        return heldUp.isEmpty()
                ? next(now, maxPending, tried) // a place may just have come back
                : balancer.awaitBriefly(now, heldUp, () -> next(pool.get(), maxPending, tried), wait);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether the last look found places that were all taken. */
    boolean wasFull() {
        return full;
    }

    /** Nobody if all were asked, or if the client's own member takes it not and the pool wants no other. */
    private Optional<Lease> next(Pool pool, int maxPending, Set<Member> tried) {
        boolean mayRoam = how.fallback() == AffinityConfig.Fallback.REBALANCE;
        Mark mark = affinity.mark(pool, how, handshake);
        if (mark instanceof Mark.Keyed keyed) {
            return tried.isEmpty() || mayRoam
                    ? balancer.pickFor(keyed.key(), pool, maxPending, tried)
                    : Optional.empty();
        }
        if (mark instanceof Mark.Led led) {
            Optional<Lease> back =
                    led.welcome() && tried.isEmpty() ? balancer.take(pool, led.member(), maxPending) : Optional.empty();
            if (back.isPresent() || !mayRoam) {
                return back;
            }
        }
        return balancer.pick(pool, handshake, maxPending, tried);
    }

    /** {@code answer} with the mark by which the client is known when it comes again. */
    Headers marked(Pool pool, Headers answer, Member member) {
        return affinity.cookie(pool, how, member, handshake)
                .map(cookie -> answer.and("Set-Cookie", cookie))
                .orElse(answer);
    }
}
