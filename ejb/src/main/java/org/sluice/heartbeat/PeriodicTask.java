package org.sluice.heartbeat;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;

/**
 * Runs one task periodically on a scheduled executor; each run says how long to wait for the next. The creator starts and
 * closes it; closing cancels only the task, never the executor.
 */
public final class PeriodicTask implements AutoCloseable {
    private final String name;
    private final Task task;

    /** The time until the next run. Only the running task uses it. */
    private Duration delay;

    private volatile @Nullable ScheduledFuture<?> scheduled;
    private volatile boolean closed;

    /** The task; never run twice at the same time. */
    @FunctionalInterface
    public interface Task {
        /**
         * Runs once. An exception is logged, and the task runs again after the same delay as before.
         *
         * @return the delay until the next run
         */
        Duration run();
    }

    /**
     * @param name of the task, for the log
     * @param first the delay before the first run
     */
    public PeriodicTask(String name, Duration first, Task task) {
        this.name = name;
        this.delay = first;
        this.task = task;
    }

    /** Runs the task periodically until {@link #close} or the end of the executor. To be called once. */
    public void start(ScheduledExecutorService scheduler) {
        ScheduledFuture<?> next =
                scheduler.schedule(() -> runAndReschedule(scheduler), delay.toNanos(), TimeUnit.NANOSECONDS);
        scheduled = next;
        if (closed) {
            next.cancel(false); // close() was called while nothing was scheduled
        }
    }

    private void runAndReschedule(ScheduledExecutorService scheduler) {
        runOnce();
        if (!closed) {
            start(scheduler);
        }
    }

    /** Runs the task once. Never throws: an exception here would end the period silently. */
    void runOnce() {
        try {
            delay = task.run();
        } catch (RuntimeException e) {
            Journal.event("beat-failed").with("task", name).because(e).error();
        }
    }

    /** No run begins after this. The executor is not shut down. */
    @Override
    public void close() {
        closed = true;
        ScheduledFuture<?> future = scheduled;
        if (future != null) {
            future.cancel(false);
        }
    }
}
