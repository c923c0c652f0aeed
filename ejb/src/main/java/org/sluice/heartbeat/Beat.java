package org.sluice.heartbeat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Beats one task at a fixed rate on a scheduled executor. Started and stopped by the one who made it; the
 * executor belongs to whoever lends it, and only the future is ours.
 */
public final class Beat implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.sluice.heartbeat");

    private final String name;
    private final Runnable task;
    private volatile @Nullable ScheduledFuture<?> beating;

    /**
     * Nothing happens before {@link #start}.
     *
     * @param name of the task, for the log
     * @param task what is done at each beat; never twice at the same time
     */
    public Beat(String name, Runnable task) {
        this.name = name;
        this.task = task;
    }

    /**
     * Beats from now on, until {@link #close}.
     *
     * @param interval between two beats; a beat that takes longer delays the next
     */
    public void start(ScheduledExecutorService scheduler, Duration interval) {
        long nanos = interval.toNanos();
        beating = scheduler.scheduleAtFixedRate(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** One beat. Never throws: an exception here would silently end every later beat. */
    void beat() {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "beat-failed  task=" + name, e);
        }
    }

    /** No beat begins after this. The executor lives on. */
    @Override
    public void close() {
        ScheduledFuture<?> future = beating;
        if (future != null) {
            future.cancel(false);
        }
    }
}
