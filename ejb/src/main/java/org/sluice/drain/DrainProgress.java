package org.sluice.drain;

import java.time.Duration;

/**
 * How far one drain has come. Pure; belongs to the sweep's thread.
 *
 * <pre>
 *   begun ----- timeout -----&gt; closing, some at each sweep ----- spread -----&gt; all told ----- LATE -----&gt; over
 * </pre>
 */
final class DrainProgress {
    /** After this long no handshake is under way that began while the member was still there. */
    private static final Duration LATE = Duration.ofSeconds(60);

    private final DrainSettings terms;
    private final long begun;
    private int told;
    private boolean empty;
    private boolean closing;

    /** @param begun in nanoseconds of the clock that the other methods are told */
    DrainProgress(DrainSettings terms, long begun) {
        this.terms = terms;
        this.begun = begun;
    }

    DrainSettings terms() {
        return terms;
    }

    /** How many were told to go so far. */
    int told() {
        return told;
    }

    /** How many of those that are left are to be told now; they count as told from here on. */
    int due(int left, long now) {
        long past = now - begun - terms.timeout().toNanos();
        long spread = terms.spread().toNanos();
        int due = left;
        if (past < 0) {
            due = 0;
        } else if (past < spread) {
            double share = (double) past / spread;
            due = Math.max(0, Math.min(left, (int) Math.ceil((told + left) * share) - told));
        }
        told += due;
        return due;
    }

    /** Whether its timeout is over, for the first time. */
    boolean closesNow(long now) {
        boolean first = !closing && now - begun >= terms.timeout().toNanos();
        closing |= first;
        return first;
    }

    /** Whether nobody is left for the first time. */
    boolean emptied(int left) {
        boolean first = left == 0 && !empty;
        empty |= first;
        return first;
    }

    /** Whether nobody can come any more either. */
    boolean over(int left, long now) {
        Duration whole = terms.timeout().plus(terms.spread()).plus(LATE);
        return left == 0 && now - begun > whole.toNanos();
    }
}
