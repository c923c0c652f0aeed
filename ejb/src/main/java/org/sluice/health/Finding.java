package org.sluice.health;

/**
 * What one check found.
 *
 * @param reason why it is not good, as an operator reads it: {@code REFUSED}, {@code STATUS 503}, {@code NO PONG}; empty if
 *     it is
 */
public record Finding(boolean good, String reason) {
    private static final Finding GOOD = new Finding(true, "");

    /** The member answered as it should. */
    public static Finding well() {
        return GOOD;
    }

    /** It did not. */
    public static Finding bad(String reason) {
        return new Finding(false, reason);
    }
}
