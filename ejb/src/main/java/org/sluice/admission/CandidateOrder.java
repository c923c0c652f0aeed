package org.sluice.admission;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sluice.affinity.Affinity;
import org.sluice.affinity.AffinityToken;
import org.sluice.balancing.Balancer;
import org.sluice.balancing.Lease;
import org.sluice.balancing.QueueTicket;
import org.sluice.config.AffinityConfig;
import org.sluice.config.Capacity;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** Who is asked next: the member the client belongs to, then those whom the policy picks. One for each handshake. */
final class CandidateOrder {
    /** More than others can get ahead of one in a row, but for the worst of luck. */
    private static final int LOOKS = 100;

    private final Affinity affinity;
    private final Balancer balancer;
    private final AffinityConfig how;
    private final Handshake handshake;
    private final Duration shortWait;
    private boolean full;

    /** @param shortWait how long a handshake waits for places that only handshakes hold */
    CandidateOrder(Affinity affinity, Balancer balancer, AffinityConfig how, Handshake handshake, Duration shortWait) {
        this.affinity = affinity;
        this.balancer = balancer;
        this.how = how;
        this.handshake = handshake;
        this.shortWait = shortWait;
    }

    /**
     * A place on the next member. Where all are full, the thread waits for one, as far as {@link #wait} allows it; whoever comes
     * while others wait stands behind them.
     *
     * @param pool as it is at the moment of asking
     * @param atMost how long to wait, whatever the pool allows
     */
    Optional<Lease> lease(Supplier<Pool> pool, int maxPending, Set<Member> tried, Duration atMost) {
        Found found = find(pool, maxPending, tried, atMost);
        if (found.waiting().isEmpty()) {
            return found.lease();
        }
        Supplier<Optional<Lease>> again = () -> next(pool.get(), maxPending, tried);
        Pool now = pool.get();
        Wait wait = found.waiting().get();
        return now.config().capacity().queue() == 0
                ? balancer.awaitBriefly(now, wait.heldUp(), again, wait.atMost())
                : balancer.await(now, again, wait.atMost());
    }

    /** A place, or how to wait for one; or neither. */
    record Found(Optional<Lease> lease, Optional<Wait> waiting) {}

    /** Looks for a place without waiting. One that comes back between two looks is looked for again. */
    Found find(Supplier<Pool> pool, int maxPending, Set<Member> tried, Duration atMost) {
        Optional<Lease> lease = leaseNow(pool.get(), maxPending, tried);
        Optional<Wait> wait = Optional.empty();
        for (int look = 0; look < LOOKS && lease.isEmpty() && wait.isEmpty() && full; look++) {
            wait = wait(pool.get(), maxPending, tried, atMost);
            if (wait.isEmpty()) {
                lease = balancer.hasRoom(pool.get(), maxPending)
                        ? next(pool.get(), maxPending, tried)
                        : Optional.empty();
            }
        }
        return new Found(lease, wait);
    }

    /** The same without waiting: empty also where others wait already. */
    private Optional<Lease> leaseNow(Pool now, int maxPending, Set<Member> tried) {
        Capacity capacity = now.config().capacity();
        boolean behind = capacity.queue() > 0 && balancer.isWaitedFor(now);
        Optional<Lease> next = behind ? Optional.empty() : next(now, maxPending, tried);
        full = next.isEmpty() && (behind || balancer.isFull(now, tried));
        return next;
    }

    /** Once it has been waited for: nobody else is looked at. */
    Optional<Lease> leaseInTurn(Pool now, int maxPending, Set<Member> tried) {
        return next(now, maxPending, tried);
    }

    /**
     * How one waits for a place on a member.
     *
     * @param places how many may
     * @param heldUp whose places are hoped for; of meaning only where the pool has no line
     */
    record Wait(int places, Duration atMost, List<Member> heldUp) {}

    /**
     * Whether a handshake that found no place may wait for one: in the line of the pool, if that has one. If it has none, only
     * for places that handshakes alone hold; how many do so is bounded by {@code handshakes.max-pending}, which counts them.
     */
    private Optional<Wait> wait(Pool now, int maxPending, Set<Member> tried, Duration atMost) {
        if (!full) {
            return Optional.empty();
        }
        Capacity capacity = now.config().capacity();
        if (capacity.queue() > 0) {
            return Optional.of(new Wait(capacity.queue(), shorter(capacity.queueTimeout(), atMost), List.of()));
        }
        List<Member> heldUp = balancer.heldUp(now, maxPending, tried);
        return heldUp.isEmpty()
                ? Optional.empty()
                : Optional.of(new Wait(Integer.MAX_VALUE, shorter(shortWait, atMost), heldUp));
    }

    Optional<QueueTicket> enqueue(Pool now, Wait wait, Runnable woken) {
        return balancer.enqueue(now, wait.places(), woken);
    }

    /** Whether a handshake that waits behind the one that looked in vain may find what it needs. */
    boolean hasRoom(Pool now, int maxPending) {
        return balancer.hasRoom(now, maxPending);
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
        AffinityToken mark = affinity.mark(pool, how, handshake);
        if (mark instanceof AffinityToken.Keyed keyed) {
            return tried.isEmpty() || mayRoam
                    ? balancer.pickFor(keyed.key(), pool, maxPending, tried)
                    : Optional.empty();
        }
        if (mark instanceof AffinityToken.Led led) {
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
