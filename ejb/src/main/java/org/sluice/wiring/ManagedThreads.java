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
 * The thread pools, made of managed threads of the server: a scheduler for periodic tasks, and pools for tasks that may block.
 * The application owns it; {@link #close} ends all threads.
 *
 * <p>Only the threads are the server's, not the executors, because Payara never ends the threads of an executor that an
 * application defines: they would keep its classes in memory after it was undeployed.
 */
final class ManagedThreads implements AutoCloseable {
    /** One may be reading entries, which takes time, while the others sweep relays and check members. */
    private static final int SCHEDULED = 3;

    private static final int WORKERS = 8;
    /** Each blocks for one member; if more members than this do not answer, checks of others are late. */
    private static final int CHECKERS = 64;

    /** A client that accepts nothing blocks one until its write timeout; relays of frames need none. */
    private static final int BLOCKING_CALLS = 256;

    private static final int IDLE_SECONDS = 30;

    private final ThreadFactory factory;
    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor checkers;
    private final ThreadPoolExecutor blockingCalls;

    /** @param factory a managed thread factory of the server */
    ManagedThreads(ThreadFactory factory) {
        this.factory = factory;
        scheduler = new ScheduledThreadPoolExecutor(SCHEDULED, named("sluice-beat-"));
        scheduler.setRemoveOnCancelPolicy(true);
        workers = pool(WORKERS, "sluice-work-");
        blockingCalls = pool(BLOCKING_CALLS, "sluice-message-");
        checkers = new ThreadPoolExecutor(
                0, CHECKERS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("sluice-check-"));
    }

    /** Creates threads that run for as long as the application. */
    ThreadFactory factory() {
        return factory;
    }

    /** Runs periodic tasks that never block. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Runs tasks that may block briefly, such as name lookups. */
    ExecutorService workers() {
        return workers;
    }

    /**
     * Runs health checks, which block; separate, so that members that do not answer delay nothing else. Rejects tasks that it
     * cannot begin at once.
     */
    ExecutorService checkers() {
        return checkers;
    }

    /** Runs what sessions of members deliver, which blocks while a client is slow or an interceptor runs. */
    ExecutorService blockingCalls() {
        return blockingCalls;
    }

    /** Interrupts running tasks and starts no more. Does not wait. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        workers.shutdownNow();
        checkers.shutdownNow();
        blockingCalls.shutdownNow();
    }

    private ThreadPoolExecutor pool(int size, String prefix) {
        var pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(prefix));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setName(prefix + number.incrementAndGet());
            return thread;
        };
    }
}
