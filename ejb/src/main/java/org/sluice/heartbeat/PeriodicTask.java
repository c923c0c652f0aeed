package org.sluice.heartbeat;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;

/**
 * Beats one task on a scheduled executor, and lets it say each time how long it may rest. Started and stopped by the one who
 * made it; the executor belongs to whoever lends it, and only the future is ours.
 */
public final class PeriodicTask implements AutoCloseable {
    private final String name;
    private final Task task;

    /** Until the next beat. Only one beat at a time touches it. */
    private Duration rest;

    private volatile @Nullable ScheduledFuture<?> resting;
    private volatile boolean closed;

    /** What is beaten; never twice at the same time. */
    @FunctionalInterface
    public interface Task {
        /**
         * One beat. What it throws is logged, and it is beaten again after as long a rest as before.
         *
         * @return how long there is nothing to do, from now on
         */
        Duration beat();
    }

    /**
     * Nothing happens before {@link #start}.
     *
     * @param name of the task, for the log
     * @param first how long to rest before the first beat
     */
    public PeriodicTask(String name, Duration first, Task task) {
        this.name = name;
        this.rest = first;
        this.task = task;
    }

    /** Beats from now on, until {@link #close} or the end of the executor. To be called once. */
    public void start(ScheduledExecutorService scheduler) {
        ScheduledFuture<?> next = scheduler.schedule(() -> turn(scheduler), rest.toNanos(), TimeUnit.NANOSECONDS);
        resting = next;
        if (closed) {
            next.cancel(false); // closed between two beats, when there was nothing to cancel
        }
    }

    private void turn(ScheduledExecutorService scheduler) {
        beat();
        if (!closed) {
            start(scheduler);
        }
    }

    /** One beat. Never throws: an exception here would silently end every later beat. */
    void beat() {
        try {
            rest = task.beat();
        } catch (RuntimeException e) {
            Journal.event("beat-failed").with("task", name).because(e).error();
        }
    }

    /** No beat begins after this. The executor lives on. */
    @Override
    public void close() {
        closed = true;
        ScheduledFuture<?> future = resting;
        if (future != null) {
            future.cancel(false);
        }
    }
}
