package org.sluice.health;

import java.time.Duration;

/**
 * Whether one member is ejected, and for how long. Immutable.
 *
 * <pre>
 *           faults in a row                   its time is over, or a good check
 *   free -------------------&gt; out until ... ------------------------------------&gt; free
 *     ^                         (each time twice as long)                           |
 *     +--------------- stayed free as long as it was out: starts again --------------+
 * </pre>
 *
 * @param out whether it is ejected now
 * @param times how many times in succession
 * @param changedAt when it was ejected, or came back; nanoseconds of the same clock as the times given to the methods
 * @param nanos the length of the current or last ejection
 * @param fault the fault that it was ejected for
 */
public record Ejection(boolean out, int times, long changedAt, long nanos, MemberFault fault) {
    /** Never ejected. */
    public static final Ejection NONE = new Ejection(false, 0, 0, 0, MemberFault.UNREACHED);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * Whether one more member may be ejected.
     *
     * @param size the number of members of the pool
     * @param out how many of them are ejected already
     * @param others members that would still serve
     * @param maxPercent how much of the pool may be ejected at a time
     */
    public static boolean allows(int size, int out, int others, int maxPercent) {
        int most = maxPercent == 0 ? 0 : Math.max(1, size * maxPercent / 100);
        return out < most && others > 0;
    }

    /** Ejects the member. */
    public Ejection begin(MemberFault why, long now, Duration first) {
        int next = times > 0 && now - changedAt < nanos ? times + 1 : 1;
        Duration span = first;
        for (int doubled = 1; doubled < next && span.compareTo(LONGEST) < 0; doubled++) {
            span = span.multipliedBy(2);
        }
        Duration most = first.compareTo(LONGEST) > 0 ? first : LONGEST;
        return new Ejection(true, next, now, (span.compareTo(most) > 0 ? most : span).toNanos(), why);
    }

    /** Ends the ejection. */
    public Ejection end(long now) {
        return new Ejection(false, times, now, nanos, fault);
    }

    /** Whether the time of the ejection is over. */
    public boolean isServed(long now) {
        return out && now - changedAt >= nanos;
    }

    /**
     * Whether a good check ends the ejection.
     *
     * @param handshake whether the member answered the check, rather than only accepting a connection
     */
    public boolean isDisprovedBy(boolean handshake) {
        return out && (handshake || fault == MemberFault.UNREACHED);
    }
}
