package org.sluice.drain;

import java.time.Duration;

/**
 * The progress of one drain. Without I/O; owned by the sweep's thread.
 *
 * <pre>
 *   begun ----- timeout -----&gt; closing, some at each sweep ----- spread -----&gt; all closed ----- LATE -----&gt; over
 * </pre>
 */
final class DrainProgress {
    /** After this time no handshake can still be under way that began before the drain. */
    private static final Duration LATE = Duration.ofSeconds(60);

    private final DrainSettings terms;
    private final long begun;
    private int closed;
    private boolean empty;
    private boolean closing;

    /**
     * @param begun nanoseconds of the same clock as the times given to the other methods
     */
    DrainProgress(DrainSettings terms, long begun) {
        this.terms = terms;
        this.begun = begun;
    }

    DrainSettings terms() {
        return terms;
    }

    /** How many relays were closed so far. */
    int closed() {
        return closed;
    }

    /** How many of the remaining relays are to be closed now; they count as closed from here on. */
    int due(int left, long now) {
        long past = now - begun - terms.timeout().toNanos();
        long spread = terms.spread().toNanos();
        int due = left;
        if (past < 0) {
            due = 0;
        } else if (past < spread) {
            double share = (double) past / spread;
            due = Math.max(0, Math.min(left, (int) Math.ceil((closed + left) * share) - closed));
        }
        closed += due;
        return due;
    }

    /** Whether the timeout is over, for the first time. */
    boolean closesNow(long now) {
        boolean first = !closing && now - begun >= terms.timeout().toNanos();
        closing |= first;
        return first;
    }

    /** Whether no relay is left, for the first time. */
    boolean emptied(int left) {
        boolean first = left == 0 && !empty;
        empty |= first;
        return first;
    }

    /** Whether no relay is left, and none can open any more. */
    boolean over(int left, long now) {
        Duration whole = terms.timeout().plus(terms.spread()).plus(LATE);
        return left == 0 && now - begun > whole.toNanos();
    }
}
