package org.sluice.observe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Queue;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes what happened, one line for each event: a stable name, then {@code key=value}. Values with a space stand in quotes,
 * and characters that could forge a line are replaced. Any thread.
 *
 * <p>Handlers of a server write to files, under a lock. So lines are written on a thread that may wait, in the order they came; the
 * event loops, on which relays open and close, only queue them. Whoever finds the queue full writes by itself, and is slowed down
 * by it: no line is lost.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.sluice");
    private static final int MOST = 10_000;

    private final Executor writer;
    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    private record Line(Level level, String text) {
        void write() {
            LOG.log(level, text);
        }
    }

    /** Writes each line on the thread that brings it. */
    public Journal() {
        this(Runnable::run);
    }

    /** Writes lines by {@code writer}. */
    public Journal(Executor writer) {
        this.writer = writer;
    }

    /** Writes what waits, on this thread; from now on everybody writes by itself. */
    @Override
    public void close() {
        closed = true;
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            line.write();
        }
    }

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

    private void write(Level level, String event, Map<String, ?> facts) {
        if (LOG.isLoggable(level)) {
            write(new Line(level, line(event, facts)));
        }
    }

    private void write(Line line) {
        if (closed || count.get() >= MOST) {
            line.write();
            return;
        }
        waiting.add(line);
        if (count.getAndIncrement() > 0) {
            return; // somebody writes already
        }
        try {
            writer.execute(this::writeAll);
        } catch (RejectedExecutionException e) {
            writeAll();
        }
    }

    private void writeAll() {
        do {
            Line line = waiting.poll();
            if (line != null) {
                line.write();
            }
        } while (count.decrementAndGet() > 0);
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
