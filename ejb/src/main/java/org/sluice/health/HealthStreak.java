package org.sluice.health;

/**
 * The state of one member by its health checks. Immutable: each check gives the next value.
 *
 * <pre>
 *               good                 fall failed ones
 *   UNKNOWN ------------&gt; UP -------------------------&gt; DOWN
 *      |                  ^   (a good one resets it)   |  ^
 *      |                  |                              |  |
 *      |                  +------------------------------+  |
 *      |                    rise good ones, or one if it    |
 *      |                    never was up                    |
 *      +----------------------------------------------------+
 *                          failed
 * </pre>
 *
 * @param streak consecutive checks that contradict the state
 * @param proven whether the member was ever up
 * @param reason of the last failed check, while the member is down or checks are failing
 */
public record HealthStreak(State state, int streak, boolean proven, String reason) {
    /** The state by the checks. */
    public enum State {
        /** Not checked yet, or not at all. */
        UNKNOWN,
        UP,
        DOWN
    }

    /**
     * How many consecutive checks change the state.
     *
     * @param rise good checks that bring a member up again
     * @param fall failed checks that take a member down
     */
    public record Thresholds(int rise, int fall) {}

    private static final HealthStreak UNCHECKED = new HealthStreak(State.UNKNOWN, 0, false, "");

    /** The state of a member that was never checked. */
    public static HealthStreak unchecked() {
        return UNCHECKED;
    }

    /** The state after one more check. */
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

    /** Whether the next checks may change the state, and so should run soon. */
    public boolean isTurning() {
        return state == State.UNKNOWN || streak > 0;
    }

    /** The state without the streak, as other packages see it. */
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
