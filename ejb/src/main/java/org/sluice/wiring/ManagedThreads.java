package org.sluice.wiring;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server's managed threads, put to our work: a scheduler for what beats, a few workers for what may wait. The application owns
 * it and gives the threads back in {@link #close}.
 *
 * <p>The pools are ours and only their threads are lent, because Payara never ends the threads of an executor that an
 * application defines: they would hold its classes in memory after it has left.
 */
final class ManagedThreads implements AutoCloseable {
    /** One may look for changed entries, which takes its time, while the others sweep relays and members. */
    private static final int BEATS = 3;

    private static final int WORKERS = 8;
    /** Each waits for one member; where more are silent than this, others are checked later than they should be. */
    private static final int CHECKERS = 64;

    /** Each client that takes nothing keeps one until its write timeout; relays of frames need none. */
    private static final int PATIENT = 256;

    private static final int IDLE_SECONDS = 30;

    private final ThreadFactory lender;
    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor elsewhere;
    private final ThreadPoolExecutor checkers;
    private final ThreadPoolExecutor patient;

    /** @param lender a managed thread factory of the server */
    ManagedThreads(ThreadFactory lender) {
        this.lender = lender;
        scheduler = new ScheduledThreadPoolExecutor(BEATS, named("sluice-beat-"));
        scheduler.setRemoveOnCancelPolicy(true);
        elsewhere = pool(WORKERS, "sluice-work-");
        patient = pool(PATIENT, "sluice-message-");
        checkers = new ThreadPoolExecutor(
                0, CHECKERS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("sluice-check-"));
    }

    /** For threads that live as long as the application. */
    ThreadFactory factory() {
        return lender;
    }

    /** For what is done again and again, and never waits. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** For what may wait a while, such as asking for the addresses of a name. */
    ExecutorService elsewhere() {
        return elsewhere;
    }

    /**
     * For checks of members, which wait for those; apart, so that members which are silent hold up nothing else. Takes no more
     * than it can begin at once.
     */
    ExecutorService checkers() {
        return checkers;
    }

    /** For messages of members, which wait for clients that take them, and for interceptors. */
    ExecutorService patient() {
        return patient;
    }

    /** Interrupts what runs and starts nothing more. Does not wait. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        elsewhere.shutdownNow();
        checkers.shutdownNow();
        patient.shutdownNow();
    }

    private ThreadPoolExecutor pool(int most, String prefix) {
        var pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = lender.newThread(task);
            thread.setName(prefix + number.incrementAndGet());
            return thread;
        };
    }
}
