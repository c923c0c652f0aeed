package org.sluice.balancing;

import java.util.Set;
import org.sluice.pool.Member;
import org.sluice.pool.MemberStats;

/**
 * Who may be chosen for one handshake, and the counting of who is. Made for one pick.
 *
 * @param tried members that are not to be chosen again
 * @param maxPending handshakes that may wait for one member
 * @param maxConnections what one member may carry; 0 = no limit
 */
record Door(Field field, Set<Member> tried, int maxPending, int maxConnections) {
    /** Whether the member at this place may be chosen, going by counts that were just looked at. */
    boolean mayEnter(int at, long counts) {
        return MemberStats.hasRoom(counts, maxPending, maxConnections)
                && (tried.isEmpty() || !tried.contains(field.member(at)));
    }

    /** Counts a handshake on the member at this place, whatever else is counted there, as long as there is room. */
    boolean enter(int at) {
        return (tried.isEmpty() || !tried.contains(field.member(at)))
                && field.stats(at).tryPending(maxPending, maxConnections);
    }

    /**
     * Counts a handshake on the member at this place if nothing has changed there since {@code counts} were looked at: whoever
     * judges by what members carry must not be overtaken between the judgement and the count.
     */
    boolean enterStill(int at, long counts) {
        return field.stats(at).tryPendingStill(counts);
    }
}
