package org.sluice.balancing;

import org.sluice.handshake.Handshake;

/**
 * A balancing algorithm for one {@link Candidates}, made and prepared for it. Many threads choose at the same time without
 * waiting for each other.
 */
interface Choice {
    /** Returned by {@link #pick} if no member can be chosen. */
    int NONE = -1;

    /**
     * Chooses a member and counts a handshake on it, in one step.
     *
     * @param slots decides which members may be chosen, and counts
     * @return the index of the member among the candidates, counted; or {@link #NONE}
     */
    int pick(Handshake handshake, Slots slots);
}
