package org.sluice.health;

/**
 * How one member is doing by its checks. Immutable: each check gives the next value.
 *
 * <pre>
 *               good                 fall failed ones
 *   UNKNOWN ------------&gt; UP -------------------------&gt; DOWN
 *      |                  ^   (a good one begins anew)   |  ^
 *      |                  |                              |  |
 *      |                  +------------------------------+  |
 *      |                    rise good ones, or one if it    |
 *      |                    never was up                    |
 *      +----------------------------------------------------+
 *                          failed
 * </pre>
 *
 * @param streak checks in a row that spoke against the state
 * @param proven whether it ever was up
 * @param reason of the last failed check, as long as it is of interest: while down, or on the way there
 */
public record HealthStreak(State state, int streak, boolean proven, String reason) {
    /** What the checks come to. */
    public enum State {
        /** Not checked yet, or not at all. */
        UNKNOWN,
        UP,
        DOWN
    }

    /**
     * How many checks in a row decide.
     *
     * @param rise good ones that bring a member back
     * @param fall failed ones that take it out
     */
    public record Thresholds(int rise, int fall) {}

    private static final HealthStreak UNCHECKED = new HealthStreak(State.UNKNOWN, 0, false, "");

    /** Of a member that was never checked. */
    public static HealthStreak unchecked() {
        return UNCHECKED;
    }

    /** What holds after one more check. */
    public HealthStreak after(CheckResult found, Thresholds needed) {
        return switch (state) {
            case UNKNOWN -> found.good() ? up() : down(found.reason());
            case UP -> {
                if (found.good()) {
                    yield up();
                }
                yield streak + 1 >= needed.fall()
                        ? down(found.reason())
                        : new HealthStreak(State.UP, streak + 1, true, found.reason());
            }
            case DOWN -> {
                if (!found.good()) {
                    yield down(found.reason());
                }
                yield !proven || streak + 1 >= needed.rise()
                        ? up()
                        : new HealthStreak(State.DOWN, streak + 1, true, reason);
            }
        };
    }

    /** Whether the next checks may change the state, and should not be waited for. */
    public boolean isTurning() {
        return state == State.UNKNOWN || streak > 0;
    }

    /** This without the count: what others see of it. */
    public HealthStreak settled() {
        return new HealthStreak(state, 0, proven, state == State.DOWN ? reason : "");
    }

    private static HealthStreak up() {
        return new HealthStreak(State.UP, 0, true, "");
    }

    private HealthStreak down(String why) {
        return new HealthStreak(State.DOWN, 0, proven, why);
    }
}
