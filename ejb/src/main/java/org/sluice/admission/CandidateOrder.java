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

/**
 * Picks the next member to try: the one the client had before, then those that the policy picks. One instance for each
 * handshake.
 */
final class CandidateOrder {
    /** How often a place that was freed meanwhile is looked for again, before the handshake gives up. */
    private static final int LOOKS = 100;

    private final Affinity affinity;
    private final Balancer balancer;
    private final AffinityConfig how;
    private final Handshake handshake;
    private final Duration shortWait;
    private boolean full;

    /**
     * @param shortWait how long a handshake waits for places that are held by handshakes only
     */
    CandidateOrder(Affinity affinity, Balancer balancer, AffinityConfig how, Handshake handshake, Duration shortWait) {
        this.affinity = affinity;
        this.balancer = balancer;
        this.how = how;
        this.handshake = handshake;
        this.shortWait = shortWait;
    }

    /**
     * Takes a lease on the next member. If all are full, blocks until there is a place, as long as {@link #wait} allows; a
     * handshake that comes while others wait queues after them.
     *
     * @param pool gives the pool as it is now
     * @param atMost the longest time to wait, whatever the pool allows
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

    /** A lease, or how to wait for one; or neither. */
    record Found(Optional<Lease> lease, Optional<Wait> waiting) {}

    /** Looks for a place without blocking; looks again if a place is freed between two checks. */
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

    /** Takes a lease without blocking; empty also if others wait already. */
    private Optional<Lease> leaseNow(Pool now, int maxPending, Set<Member> tried) {
        Capacity capacity = now.config().capacity();
        boolean behind = capacity.queue() > 0 && balancer.isWaitedFor(now);
        Optional<Lease> next = behind ? Optional.empty() : next(now, maxPending, tried);
        full = next.isEmpty() && (behind || balancer.isFull(now, tried));
        return next;
    }

    /** Takes a lease for a handshake that has waited, whether or not others wait. */
    Optional<Lease> leaseInTurn(Pool now, int maxPending, Set<Member> tried) {
        return next(now, maxPending, tried);
    }

    /**
     * How to wait for a place on a member.
     *
     * @param places the capacity of the waiting line
     * @param heldUp the members whose places are waited for; used only if the pool has no line
     */
    record Wait(int places, Duration atMost, List<Member> heldUp) {}

    /**
     * Whether a handshake that found no place may wait: in the waiting line, if the pool has one; if not, only for places that
     * are held by handshakes. {@code handshakes.max-pending} limits the number of these.
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

    /** Whether another handshake in the line may find a place, although this one did not. */
    boolean hasRoom(Pool now, int maxPending) {
        return balancer.hasRoom(now, maxPending);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether the last search found only members that are full. */
    boolean wasFull() {
        return full;
    }

    /** Empty if all members were tried, or if the client's own member does not accept it and the pool allows no other. */
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

    /** Adds the affinity cookie to {@code answer}. */
    Headers marked(Pool pool, Headers answer, Member member) {
        return affinity.cookie(pool, how, member, handshake)
                .map(cookie -> answer.and("Set-Cookie", cookie))
                .orElse(answer);
    }
}
