package org.sluice.config;

/**
 * One value in force, for display.
 *
 * @param value as it would be typed; a secret as stars
 * @param origin where it was said; {@code default} if nowhere
 */
public record InForce(String entry, String key, String value, String origin) {
    /** {@code pools/chat: retries=2 (default)}. */
    @Override
    public String toString() {
        return entry + ": " + key + "=" + value + " (" + origin + ")";
    }
}
