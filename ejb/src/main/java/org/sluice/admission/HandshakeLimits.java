package org.sluice.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many handshakes this instance carries at a time: those that hold a request thread, and those that do not. Any thread.
 */
public final class HandshakeLimits {
    /** A burst that members answer at once must not be refused, so those beyond the bounds are given a moment. */
    private static final Duration SHORT_WAIT = Duration.ofMillis(100);

    /** More than a server has threads. */
    private static final int MANY = 100_000;

    private final WaitLimits onThreads;
    private final WaitLimits onLoops;
    private final Semaphore asking;
    private final Semaphore queueing;
    private final Semaphore loops;

    /**
     * Nobody waits yet.
     *
     * @param threads handshakes that may wait for members, each on a request thread
     * @param behind handshakes that may wait for one of these to end, each on a request thread, within their budget
     * @param withoutThread handshakes that may wait for members, none on a thread
     */
    public HandshakeLimits(int threads, int behind, int withoutThread) {
        this(new WaitLimits(threads, Duration.ofHours(1)), behind, withoutThread);
    }

    HandshakeLimits(WaitLimits onThreads, int behind, int withoutThread) {
        this.onThreads = onThreads;
        this.onLoops = new WaitLimits(withoutThread, Duration.ofHours(1));
        this.asking = new Semaphore(onThreads.maxPending(), true);
        this.queueing = new Semaphore(behind);
        this.loops = new Semaphore(withoutThread);
    }

    WaitLimits onThreads() {
        return onThreads;
    }

    WaitLimits onLoops() {
        return onLoops;
    }

    /** Whether this thread may wait for members; if so, {@link #leaveThread} follows. */
    boolean enterOnThread(Duration budget) {
        if (asking.tryAcquire()) {
            return true;
        }
        boolean queued = queueing.tryAcquire();
        try {
            return asking.tryAcquire((queued ? budget : SHORT_WAIT).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (queued) {
                queueing.release();
            }
        }
    }

    /** Nobody waits for a turn any more: there is nothing left to wait for. */
    void open() {
        asking.release(MANY);
    }

    void leaveThread() {
        asking.release();
    }

    /** Whether one more may wait without a thread; if so, {@link #leaveLoop} follows. */
    boolean enterOnLoop() {
        return loops.tryAcquire();
    }

    void leaveLoop() {
        loops.release();
    }
}
