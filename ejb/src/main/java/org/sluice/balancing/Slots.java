package org.sluice.balancing;

import java.util.Set;
import org.sluice.pool.Member;
import org.sluice.pool.MemberStats;

/**
 * Decides which members one handshake may be given to, and counts it on the chosen one. Made for one pick.
 *
 * @param tried members that are not chosen again
 * @param maxPending how many handshakes one member may have unanswered
 * @param maxConnections how many relays and handshakes one member may carry; 0 = no limit
 */
record Slots(Candidates candidates, Set<Member> tried, int maxPending, int maxConnections) {
    /** Whether the member at this index may be chosen, by counts that were just read. */
    boolean isFree(int at, long counts) {
        return MemberStats.hasRoom(counts, maxPending, maxConnections)
                && (tried.isEmpty() || !tried.contains(candidates.member(at)));
    }

    /** Counts a handshake on the member at this index if its limits allow it. */
    boolean tryTake(int at) {
        return (tried.isEmpty() || !tried.contains(candidates.member(at)))
                && candidates.stats(at).tryPending(maxPending, maxConnections);
    }

    /**
     * Counts a handshake on the member at this index if its counts are still {@code counts}: a choice by load must not be
     * overtaken by another thread before it is counted.
     */
    boolean takeIfUnchanged(int at, long counts) {
        return candidates.stats(at).tryPendingStill(counts);
    }
}
