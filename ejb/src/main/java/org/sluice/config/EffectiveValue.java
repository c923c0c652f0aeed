package org.sluice.config;

/**
 * One value in force, for display.
 *
 * @param value as written in an entry; a secret as stars
 * @param origin where it was set; {@code default} if nowhere
 */
public record EffectiveValue(String entry, String key, String value, String origin) {
    /** {@code pools/chat: retries=2 (default)}. */
    @Override
    public String toString() {
        return entry + ": " + key + "=" + value + " (" + origin + ")";
    }
}
