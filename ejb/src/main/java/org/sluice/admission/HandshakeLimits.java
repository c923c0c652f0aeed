package org.sluice.admission;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits the handshakes that wait at the same time: those that hold a request thread, and those that do not. Thread-safe. */
public final class HandshakeLimits {
    /**
     * How long handshakes above the limits wait for one to end, so that a burst which members answer at once is not refused.
     */
    private static final Duration SHORT_WAIT = Duration.ofMillis(100);

    /** More than a server has threads. */
    private static final int MANY = 100_000;

    private final WaitLimits onThreads;
    private final WaitLimits onLoops;
    private final Semaphore asking;
    private final Semaphore queueing;
    private final Semaphore loops;

    /**
     * @param threads handshakes that may wait for members, each on a request thread
     * @param behind handshakes that may wait for one of these to end, each on a request thread, within their budget
     * @param withoutThread handshakes that may wait for members without a thread
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

    /** Returns whether this thread may wait for members; if so, the caller calls {@link #leaveThread} afterwards. */
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

    /** Lets all threads through that wait here, because the application stops. */
    void open() {
        asking.release(MANY);
    }

    void leaveThread() {
        asking.release();
    }

    /** Returns whether one more handshake may wait without a thread; if so, the caller calls {@link #leaveLoop} afterwards. */
    boolean enterOnLoop() {
        return loops.tryAcquire();
    }

    void leaveLoop() {
        loops.release();
    }
}
