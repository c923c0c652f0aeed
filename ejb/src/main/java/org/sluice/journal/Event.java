package org.sluice.journal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One event for the log. Used by the thread that began it; written at most once. */
public final class Event {
    private final LogSink log;
    private final String name;
    private final List<Object> facts = new ArrayList<>(16);
    private String sentence = "";
    private @Nullable Throwable cause;

    Event(LogSink log, String name) {
        this.log = log;
        this.name = name;
    }

    /** Adds {@code key=value}. A value with a blank is written in quotes, an empty one as {@code ""}. */
    public Event with(String key, Object value) {
        facts.add(key);
        facts.add(value);
        return this;
    }

    /** Adds {@code key=value}, unless the value is empty. */
    public Event withUnlessEmpty(String key, String value) {
        return value.isEmpty() ? this : with(key, value);
    }

    /** Adds every {@code key=value}, in their order. */
    public Event withAll(Map<String, ?> values) {
        values.forEach(this::with);
        return this;
    }

    /** Puts a sentence for people between the name and the keys. */
    public Event saying(String text) {
        sentence = text;
        return this;
    }

    /** Adds an exception, whose stack trace follows the line. */
    public Event because(Throwable thrown) {
        cause = thrown;
        return this;
    }

    /** Writes at level error: Sluice itself has a fault, or cannot do what it should. */
    public void error() {
        write(Level.ERROR);
    }

    /** Writes at level warning: something an operator should know. */
    public void warn() {
        write(Level.WARNING);
    }

    /** Writes at level info: something an operator may look for later. */
    public void info() {
        write(Level.INFO);
    }

    /** Writes at level debug: something only a developer wants to see. */
    public void debug() {
        write(Level.DEBUG);
    }

    /** Writes at level trace: something that happens often, for developers. */
    public void trace() {
        write(Level.TRACE);
    }

    private void write(Level level) {
        if (!log.isLoggable(level)) {
            return;
        }
        log.write(level, line(), cause);
    }

    /** The line as it is written. */
    String line() {
        var line = new StringBuilder(128).append(name).append(' ');
        if (!sentence.isEmpty()) {
            line.append(' ');
            append(line, sentence);
        }
        for (int i = 0; i < facts.size(); i += 2) {
            line.append(' ').append(facts.get(i)).append('=');
            value(line, String.valueOf(facts.get(i + 1)));
        }
        return line.toString();
    }

    private static void value(StringBuilder line, String text) {
        boolean quoted = text.isEmpty() || text.indexOf(' ') >= 0;
        if (quoted) {
            line.append('"');
        }
        append(line, text);
        if (quoted) {
            line.append('"');
        }
    }

    /** Escapes line ends, other control characters and quotes, with which a peer could forge lines and values. */
    private static void append(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c == '"' || Character.isISOControl(c) ? '?' : c);
        }
    }
}
