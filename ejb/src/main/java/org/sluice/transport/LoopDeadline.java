package org.sluice.transport;

/** Something on a loop that must be over at some instant. Loop thread only. */
interface LoopDeadline {
    /** When, as {@link System#nanoTime()}; constant while a loop holds this. */
    long due();

    /** The instant has passed; the loop no longer holds this. */
    void late();

    /** The loop ends and no longer holds this. */
    void shut();
}
