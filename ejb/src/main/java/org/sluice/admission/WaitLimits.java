package org.sluice.admission;

import java.time.Duration;
import org.sluice.pool.Pool;

/**
 * How many handshakes may wait, and for how long.
 *
 * @param maxPending handshakes that may wait at the same time, in all. Each counts from before its rule is followed until its
 *     member has answered, also while it waits for a place on a member
 * @param shortWait how long one waits for places on members that are held by other handshakes only; its budget limits it, too
 */
record WaitLimits(int maxPending, Duration shortWait) {
    /**
     * How many may wait for one member: at most half of all if there are several, so that a member that never answers cannot
     * take all.
     */
    int share(Pool pool) {
        return pool.members().size() > 1 ? (maxPending + 1) / 2 : maxPending;
    }
}
