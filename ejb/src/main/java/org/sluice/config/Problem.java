package org.sluice.config;

/**
 * One mistake in the operator's words, in the form {@code pools/chat: retries: -1 (expected: 0..10)}.
 *
 * @param entry the entry, or {@code sluice} for a shorthand
 * @param key the key; empty if the entry as a whole is meant
 * @param value what was written
 * @param expected what would have been right
 */
public record Problem(String entry, String key, String value, String expected) {
    private static final int LONGEST_VALUE = 120;

    @Override
    public String toString() {
        String where = key.isEmpty() ? entry : entry + ": " + key;
        return where + ": " + shown() + " (expected: " + expected + ")";
    }

    private String shown() {
        if (value.isEmpty()) {
            return "''";
        }
        String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "..." : value;
        // One problem is one line of the log, whatever was written.
        return shown.replace('\n', ' ').replace('\r', ' ');
    }
}
