package org.sluice.health;

import java.time.Duration;

/**
 * The faults of one member in a row. Immutable: each fault gives the next value, and anything it does well {@link #NONE}.
 *
 * @param count how many in a row
 * @param lastAt when the last one was, in nanoseconds of the clock that {@link #after} is told
 * @param openedBefore how many relays had ever opened when the row began
 */
public record Faults(int count, long lastAt, long openedBefore) {
    /** None in a row. */
    public static final Faults NONE = new Faults(0, 0, 0);

    /**
     * What holds after one more.
     *
     * @param opened how many relays have ever opened on the member, this one included if it was one
     * @param memory how long after a fault the next one still belongs to the row
     */
    public Faults after(Fault fault, long now, long opened, Duration memory) {
        boolean goesOn = count > 0 && now - lastAt <= memory.toNanos();
        if (fault != Fault.DIED_EARLY) {
            return new Faults(goesOn ? count + 1 : 1, now, opened);
        }
        Faults row = goesOn ? new Faults(count + 1, now, openedBefore) : new Faults(1, now, opened - 1);
        boolean mostLive = (opened - row.openedBefore) > 2L * row.count;
        return mostLive ? NONE : row;
    }

    /** Whether so many in a row are too many; 0 = never. */
    public boolean reach(int after) {
        return after > 0 && count >= after;
    }
}
