package org.sluice.admission;

import java.time.Duration;
import org.sluice.pool.Pool;

/**
 * How much waiting the house allows.
 *
 * @param maxPending handshakes that may wait at the same time, in all, each on a request thread. Each counts from before its
 *     rule is followed until its member has answered, and so also while it waits for a place on a member
 * @param moment how long one waits for places that only other handshakes hold, of the house or of the members
 */
record Patience(int maxPending, Duration moment) {
    /**
     * How many may wait for one member: one of several gets half of all at most, so that a black hole among them never takes
     * all.
     */
    int share(Pool pool) {
        return pool.members().size() > 1 ? (maxPending + 1) / 2 : maxPending;
    }
}
