package org.sluice.health;

import java.time.Duration;

/**
 * The faults of one member in a row. Immutable: each fault gives the next value, and anything it does well {@link #NONE}.
 *
 * <p>A status and an early death may be the application's answer to what one client asks, or to one path. So a row of these is
 * enough only if it has seen more than one client, and of early deaths more than one path. Of clients and paths only the first
 * are remembered, and whether there were others.
 *
 * @param count how many in a row
 * @param lastAt when the last one was, in nanoseconds of the clock that {@link #after} is told
 * @param openedBefore how many relays had ever opened when the row began
 * @param first on whose request the row began
 * @param clients whether other clients have seen faults of the row
 * @param paths whether it has faults of other paths
 */
public record FaultStreak(int count, long lastAt, long openedBefore, Source first, boolean clients, boolean paths) {
    /** None in a row. */
    public static final FaultStreak NONE = new FaultStreak(0, 0, 0, new Source(0, 0), false, false);

    /**
     * What holds after one more.
     *
     * @param opened how many relays have ever opened on the member, this one included if it was one
     * @param memory how long after a fault the next one still belongs to the row
     */
    public FaultStreak after(MemberFault fault, Source source, long now, long opened, Duration memory) {
        boolean goesOn = count > 0 && now - lastAt <= memory.toNanos();
        if (fault != MemberFault.DIED_EARLY) {
            return goesOn ? with(source, now, opened) : new FaultStreak(1, now, opened, source, false, false);
        }
        FaultStreak row =
                goesOn ? with(source, now, openedBefore) : new FaultStreak(1, now, opened - 1, source, false, false);
        boolean mostLive = (opened - row.openedBefore) > 2L * row.count;
        return mostLive ? NONE : row;
    }

    private FaultStreak with(Source source, long now, long before) {
        return new FaultStreak(
                count + 1,
                now,
                before,
                first,
                clients || source.client() != first.client(),
                paths || source.path() != first.path());
    }

    /** Whether so many in a row, of this kind, are too many; 0 = never. */
    public boolean reach(int after, MemberFault fault) {
        boolean enough =
                switch (fault) {
                    case UNREACHED, UNANSWERED -> true;
                    case STATUS -> clients;
                    case DIED_EARLY -> clients && paths;
                };
        return after > 0 && count >= after && enough;
    }
}
