package org.sluice.health;

/**
 * The result of one health check.
 *
 * @param reason why it failed, as logged: {@code REFUSED}, {@code STATUS 503}, {@code NO PONG}; empty if it did not
 */
public record CheckResult(boolean good, String reason) {
    private static final CheckResult GOOD = new CheckResult(true, "");

    /** The check succeeded. */
    public static CheckResult well() {
        return GOOD;
    }

    /** The check failed. */
    public static CheckResult bad(String reason) {
        return new CheckResult(false, reason);
    }
}
