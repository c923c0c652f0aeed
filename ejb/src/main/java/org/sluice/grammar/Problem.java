package org.sluice.grammar;

/**
 * One mistake in the configuration, in the form {@code pools/chat: retries: -1 (expected: 0..10)}.
 *
 * @param entry the entry, or {@code sluice} for a shorthand
 * @param key the key; empty if the entry as a whole is wrong
 * @param value the value as written
 * @param expected what is accepted instead
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
        // A problem must stay on one line of the log.
        return shown.replace('\n', ' ').replace('\r', ' ');
    }
}
