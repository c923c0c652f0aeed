package org.sluice.observe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes what happened, one line for each event: a stable name, then {@code key=value}. Values with a space stand in quotes,
 * and characters that could forge a line are replaced. Any thread.
 */
public final class Journal {
    private static final Logger LOG = System.getLogger("org.sluice");

    /** Something an operator may look for later. */
    public void info(String event, Map<String, ?> facts) {
        write(Level.INFO, event, facts);
    }

    /** Something an operator should know. */
    public void warn(String event, Map<String, ?> facts) {
        write(Level.WARNING, event, facts);
    }

    /** Something only a developer wants to see. */
    public void debug(String event, Map<String, ?> facts) {
        write(Level.DEBUG, event, facts);
    }

    private static void write(Level level, String event, Map<String, ?> facts) {
        if (LOG.isLoggable(level)) {
            LOG.log(level, line(event, facts));
        }
    }

    static String line(String event, Map<String, ?> facts) {
        var line = new StringJoiner(" ");
        line.add(event + " ");
        facts.forEach((key, value) -> line.add(key + "=" + value(String.valueOf(value))));
        return line.toString();
    }

    private static String value(String text) {
        boolean quoted = text.isEmpty();
        boolean safe = true;
        for (int i = 0; i < text.length(); i++) {
            quoted |= text.charAt(i) == ' ';
            safe &= isSafe(text.charAt(i));
        }
        String written = safe ? text : safe(text);
        return quoted ? '"' + written + '"' : written;
    }

    private static String safe(String text) {
        var written = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (!isSafe(text.charAt(i))) {
                written.setCharAt(i, '?');
            }
        }
        return written.toString();
    }

    private static boolean isSafe(char c) {
        return c != '"' && !Character.isISOControl(c);
    }
}
