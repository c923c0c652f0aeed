package org.sluice.balancing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Handshakes that wait for a place in one pool; who comes first is served first. Each waits on its own thread.
 *
 * <p>When a place is given back the first one is woken and tries. Whether it got a place or not, the next one is woken behind
 * it: there may be more places, or the first one may only want a certain member.
 */
final class Line {
    /** A place may also come from a change of the pool, of which nobody tells. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

    /** Guarded by this. */
    private final Deque<Semaphore> waiting = new ArrayDeque<>();

    /** Nobody may wait any more. Written under the lock of this. */
    private volatile boolean closed;

    /** How many wait; for a look without the lock. */
    private volatile int length;

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** Whoever waits goes at once and empty-handed, and nobody waits any more. */
    synchronized void close() {
        closed = true;
        waiting.forEach(Semaphore::release);
    }

    /** Something was given back. */
    void moved() {
        if (length > 0) {
            wakeFirst();
        }
    }

    /**
     * Waits for {@code attempt} to succeed.
     *
     * @param places how many may wait
     * @return empty if too many wait already, if nothing came in time, if the line was closed, or if the thread was
     *     interrupted; its flag is up then
     */
    <T> Optional<T> await(int places, Supplier<Optional<T>> attempt, long nanos) {
        Semaphore woken = new Semaphore(0);
        if (!join(woken, places)) {
            return Optional.empty();
        }
        try {
            return await(woken, attempt, System.nanoTime() + nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            leave(woken);
        }
    }

    private <T> Optional<T> await(Semaphore woken, Supplier<Optional<T>> attempt, long until)
            throws InterruptedException {
        Optional<T> got = isFirst(woken) ? attempt.get() : Optional.empty();
        for (long left = until - System.nanoTime(); goesOn(got, left); left = until - System.nanoTime()) {
            boolean told = woken.tryAcquire(Math.min(left, LOOK), TimeUnit.NANOSECONDS);
            if (!closed && (told || isFirst(woken))) {
                woken.drainPermits(); // before the attempt: a word said during it counts
                got = attempt.get();
            }
            if (told && got.isEmpty()) {
                wakeBehind(woken);
            }
        }
        return got;
    }

    private <T> boolean goesOn(Optional<T> got, long left) {
        return got.isEmpty() && left > 0 && !closed;
    }

    private synchronized boolean join(Semaphore me, int places) {
        if (closed || waiting.size() >= places) {
            return false;
        }
        waiting.add(me);
        length = waiting.size();
        return true;
    }

    private synchronized boolean isFirst(Semaphore me) {
        return waiting.peek() == me;
    }

    /** Whoever stood behind me may find a place, too. */
    private synchronized void leave(Semaphore me) {
        waiting.remove(me);
        length = waiting.size();
        wakeFirst();
    }

    private synchronized void wakeFirst() {
        Semaphore first = waiting.peek();
        if (first != null) {
            first.release();
        }
    }

    private synchronized void wakeBehind(Semaphore me) {
        boolean passed = false;
        for (Semaphore other : waiting) {
            if (passed) {
                other.release();
                return;
            }
            passed = other == me;
        }
    }
}
