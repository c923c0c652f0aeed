package org.sluice.health;

import java.time.Duration;

/**
 * How far a member that came back is on its way to a full share. Immutable.
 *
 * @param returned whether it came back at all, rather than having been there from the beginning
 * @param since when it did, in nanoseconds of the clock that {@link #share} is told
 */
public record SlowStart(boolean returned, long since) {
    /** Of a member that takes its full share. */
    public static final SlowStart FULL = new SlowStart(false, 0);

    /** A share is given in so many parts. */
    public static final int WHOLE = 10;

    /** Of a member that comes back now. */
    public static SlowStart from(long now) {
        return new SlowStart(true, now);
    }

    /** Tenths of its share that it takes now: 1 at first, {@link #WHOLE} when {@code window} is over. */
    public int share(long now, Duration window) {
        if (!returned || window.isZero()) {
            return WHOLE;
        }
        long passed = now - since;
        if (passed >= window.toNanos()) {
            return WHOLE;
        }
        return Math.max(1, (int) (WHOLE * passed / window.toNanos()));
    }

    /** When the share changes next; only while it is not whole. */
    public long nextStep(long now, Duration window) {
        return since + window.toNanos() / WHOLE * (share(now, window) + 1);
    }
}
