package org.sluice.health;

import java.time.Duration;

/**
 * The consecutive faults of one member. Immutable: each fault gives the next value, each success {@link #NONE}.
 *
 * <p>A status or an early end of a relay may be the application's reaction to one client, or to one path. So a streak of these
 * counts only if it comes from more than one client, and for early ends from more than one path. Only the first client and path
 * are remembered, and whether there were others.
 *
 * @param count how many consecutive faults
 * @param lastAt when the last one was, nanoseconds of the same clock as {@code now} in {@link #after}
 * @param openedBefore how many relays had ever opened when the streak began
 * @param first the client and path of the first fault
 * @param clients whether other clients have seen faults of the streak
 * @param paths whether the streak has faults of other paths
 */
public record FaultStreak(int count, long lastAt, long openedBefore, Source first, boolean clients, boolean paths) {
    /** No faults. */
    public static final FaultStreak NONE = new FaultStreak(0, 0, 0, new Source(0, 0), false, false);

    /**
     * The streak after one more fault.
     *
     * @param opened how many relays have ever opened on the member, this one included if it was one
     * @param memory how long after a fault the next one still belongs to the streak
     */
    public FaultStreak after(MemberFault fault, Source source, long now, long opened, Duration memory) {
        boolean goesOn = count > 0 && now - lastAt <= memory.toNanos();
        if (fault != MemberFault.DIED_EARLY) {
            return goesOn ? with(source, now, opened) : new FaultStreak(1, now, opened, source, false, false);
        }
        FaultStreak streak =
                goesOn ? with(source, now, openedBefore) : new FaultStreak(1, now, opened - 1, source, false, false);
        boolean mostLive = (opened - streak.openedBefore) > 2L * streak.count;
        return mostLive ? NONE : streak;
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

    /** Whether the streak is long enough for an ejection after {@code after} faults of this kind; 0 = never. */
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
