package org.sluice.health;

/**
 * What one check found.
 *
 * @param reason why it is not good, as an operator reads it: {@code REFUSED}, {@code STATUS 503}, {@code NO PONG}; empty if
 *     it is
 */
public record CheckResult(boolean good, String reason) {
    private static final CheckResult GOOD = new CheckResult(true, "");

    /** The member answered as it should. */
    public static CheckResult well() {
        return GOOD;
    }

    /** It did not. */
    public static CheckResult bad(String reason) {
        return new CheckResult(false, reason);
    }
}
