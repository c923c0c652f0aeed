package org.sluice.health;

import java.time.Duration;

/**
 * Whether one member is put aside, and for how long. Immutable.
 *
 * <pre>
 *           faults in a row                   its time is over, or a good check
 *   free -------------------&gt; out until ... ------------------------------------&gt; free
 *     ^                         (each time twice as long)                           |
 *     +--------------- stayed free as long as it was out: begins anew --------------+
 * </pre>
 *
 * @param out whether it is put aside now
 * @param times how often, one after the other
 * @param changedAt when it was put aside, or came back; in nanoseconds of the clock that the methods are told
 * @param nanos how long the last time lasts or lasted
 * @param fault what it was put aside for
 */
public record Ejection(boolean out, int times, long changedAt, long nanos, MemberFault fault) {
    /** Never put aside. */
    public static final Ejection NONE = new Ejection(false, 0, 0, 0, MemberFault.UNREACHED);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * Whether one more may be put aside.
     *
     * @param size of the pool
     * @param out how many of it are already
     * @param others members that would still serve
     * @param maxPercent of the pool that may be out at a time
     */
    public static boolean allows(int size, int out, int others, int maxPercent) {
        int most = maxPercent == 0 ? 0 : Math.max(1, size * maxPercent / 100);
        return out < most && others > 0;
    }

    /** Puts it aside. */
    public Ejection begin(MemberFault why, long now, Duration first) {
        int next = times > 0 && now - changedAt < nanos ? times + 1 : 1;
        Duration span = first;
        for (int doubled = 1; doubled < next && span.compareTo(LONGEST) < 0; doubled++) {
            span = span.multipliedBy(2);
        }
        Duration most = first.compareTo(LONGEST) > 0 ? first : LONGEST;
        return new Ejection(true, next, now, (span.compareTo(most) > 0 ? most : span).toNanos(), why);
    }

    /** Lets it back in. */
    public Ejection end(long now) {
        return new Ejection(false, times, now, nanos, fault);
    }

    /** Whether its time is over. */
    public boolean isServed(long now) {
        return out && now - changedAt >= nanos;
    }

    /**
     * Whether a good check ends it.
     *
     * @param handshake whether the check was answered, and not merely taken
     */
    public boolean isDisprovedBy(boolean handshake) {
        return out && (handshake || fault == MemberFault.UNREACHED);
    }
}
