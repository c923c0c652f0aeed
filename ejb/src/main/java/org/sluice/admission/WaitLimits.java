package org.sluice.admission;

import java.time.Duration;
import org.sluice.pool.Pool;

/**
 * How many handshakes may wait, and for how long.
 *
 * @param maxPending handshakes that may wait at the same time, in all. Each counts from before its rule is followed until its
 *     member has answered, and so also while it waits for a place on a member
 * @param shortWait how long one waits for places on members that only other handshakes hold; its budget bounds it, too
 */
record WaitLimits(int maxPending, Duration shortWait) {
    /**
     * How many may wait for one member: one of several gets half of all at most, so that a black hole among them never takes
     * all.
     */
    int share(Pool pool) {
        return pool.members().size() > 1 ? (maxPending + 1) / 2 : maxPending;
    }
}
