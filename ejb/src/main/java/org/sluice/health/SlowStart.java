package org.sluice.health;

import java.time.Duration;

/**
 * The slow start of a member that came back: its share grows step by step. Immutable.
 *
 * @param returned whether the member came back at all, rather than having been there from the beginning
 * @param since when it came back, nanoseconds of the same clock as {@code now} in {@link #share}
 */
public record SlowStart(boolean returned, long since) {
    /** A member that has its full share. */
    public static final SlowStart FULL = new SlowStart(false, 0);

    /** The number of parts of a full share. */
    public static final int WHOLE = 10;

    /** A member that comes back now. */
    public static SlowStart from(long now) {
        return new SlowStart(true, now);
    }

    /** The tenths of its share that the member has now: 1 at first, {@link #WHOLE} when {@code window} is over. */
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

    /** When the share changes next; only meaningful while it is not whole. */
    public long nextStep(long now, Duration window) {
        return since + window.toNanos() / WHOLE * (share(now, window) + 1);
    }
}
