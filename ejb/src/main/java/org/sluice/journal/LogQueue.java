package org.sluice.journal;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes events on a thread that may block, in the order in which they came: a server's log handlers write to files under a
 * lock, and event loops, on which relays open and close, must not block. A thread that finds the queue full writes its event
 * itself, so no line is lost. Any thread; the application owns it and closes it last.
 */
public final class LogQueue implements LogSink, AutoCloseable {
    private static final int MOST = 10_000;

    private final LogSink log;
    private final Executor writer;
    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    private record Line(Level level, String text, @Nullable Throwable cause) {
        void write(LogSink log) {
            log.write(level, text, cause);
        }
    }

    /** A queue that writes each line on the calling thread. */
    public LogQueue() {
        this(Runnable::run);
    }

    /** A queue whose lines are written by {@code writer}, one task at a time. */
    public LogQueue(Executor writer) {
        this(Journal.SERVER, writer);
    }

    private LogQueue(LogSink log, Executor writer) {
        this.log = log;
        this.writer = writer;
    }

    /** A queue that formats lines like any other, and discards them. */
    public static LogQueue discarding(Executor writer) {
        return new LogQueue(new Discard(), writer);
    }

    /** Accepts the levels that the server's log accepts. */
    private static final class Discard implements LogSink {
        @Override
        public boolean isLoggable(Level level) {
            return Journal.SERVER.isLoggable(level);
        }

        @Override
        public void write(Level level, String line, @Nullable Throwable cause) {
            // discarded
        }
    }

    /** Begins an event, as {@link Journal#event}. */
    public Event event(String name) {
        return new Event(this, name);
    }

    /** Writes the waiting lines on this thread; later ones are written by the calling threads. */
    @Override
    public void close() {
        closed = true;
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            line.write(log);
        }
    }

    @Override
    public boolean isLoggable(Level level) {
        return log.isLoggable(level);
    }

    @Override
    public void write(Level level, String text, @Nullable Throwable cause) {
        Line line = new Line(level, text, cause);
        if (closed || count.get() >= MOST) {
            line.write(log);
            return;
        }
        waiting.add(line);
        if (count.getAndIncrement() > 0) {
            return; // another thread is writing
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
                line.write(log);
            }
        } while (count.decrementAndGet() > 0);
    }
}
