package org.sluice.balancing;

import org.sluice.handshake.Handshake;

/**
 * One way to choose among the members of one {@link Field}. It is made for that field, and what it needs of it is computed
 * then. Many threads choose at the same time, and none waits for another.
 */
interface Choice {
    /** What {@link #pick} answers if there is nobody to choose. */
    int NOBODY = -1;

    /**
     * Chooses a member and counts a handshake on it, in one step.
     *
     * @param door says who may be chosen, and counts
     * @return the place of the member in the field, counted; or {@link #NOBODY}
     */
    int pick(Handshake handshake, Door door);
}
