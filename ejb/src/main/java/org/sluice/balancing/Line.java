package org.sluice.balancing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Handshakes that wait for a place in one pool; who comes first is served first. Some wait on their own threads, the others are
 * told to look again.
 *
 * <p>When a place is given back the first one is woken and tries. Whether it got a place or not, the next one is woken behind
 * it: there may be more places, or the first one may only want a certain member.
 */
final class Line {
    /** A place may also come from a change of the pool, of which nobody tells. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

    /** Guarded by this. */
    private final Deque<Queued> waiting = new ArrayDeque<>();

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
    void close() {
        List<Queued> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiting);
        }
        all.forEach(Queued::wake);
    }

    /**
     * Waits without a thread.
     *
     * @param places how many may wait
     * @param woken run when there may be a place, on any thread; must be quick
     * @return empty if too many wait already, or if the line was closed
     */
    Optional<Queued> enqueue(int places, Runnable woken) {
        Queued me = new Queued(this, woken);
        return join(me, places) ? Optional.of(me) : Optional.empty();
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
        Queued me = new Queued(this, woken::release);
        if (!join(me, places)) {
            return Optional.empty();
        }
        try {
            return await(me, woken, attempt, System.nanoTime() + nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            leave(me);
        }
    }

    private <T> Optional<T> await(Queued me, Semaphore woken, Supplier<Optional<T>> attempt, long until)
            throws InterruptedException {
        Optional<T> got = isFirst(me) ? attempt.get() : Optional.empty();
        for (long left = until - System.nanoTime(); goesOn(got, left); left = until - System.nanoTime()) {
            boolean told = woken.tryAcquire(Math.min(left, LOOK), TimeUnit.NANOSECONDS);
            if (!closed && (told || isFirst(me))) {
                woken.drainPermits(); // before the attempt: a word said during it counts
                got = attempt.get();
            }
            if (told && got.isEmpty()) {
                wakeBehind(me);
            }
        }
        return got;
    }

    private <T> boolean goesOn(Optional<T> got, long left) {
        return got.isEmpty() && left > 0 && !closed;
    }

    private synchronized boolean join(Queued me, int places) {
        if (closed || waiting.size() >= places) {
            return false;
        }
        waiting.add(me);
        length = waiting.size();
        return true;
    }

    private synchronized boolean isFirst(Queued me) {
        return waiting.peek() == me;
    }

    /** Whoever stood behind me may find a place, too. */
    void leave(Queued me) {
        synchronized (this) {
            if (!remove(me)) {
                return;
            }
            length = waiting.size();
        }
        wakeFirst();
    }

    /** Mostly it is the first that leaves. */
    private boolean remove(Queued me) {
        if (waiting.peek() == me) {
            waiting.remove();
            return true;
        }
        return waiting.remove(me);
    }

    private void wakeFirst() {
        Queued first;
        synchronized (this) {
            first = waiting.peek();
        }
        if (first != null) {
            first.wake();
        }
    }

    void wakeBehind(Queued me) {
        Queued next = behind(me);
        if (next != null) {
            next.wake();
        }
    }

    private synchronized @Nullable Queued behind(Queued me) {
        boolean passed = false;
        for (Queued other : waiting) {
            if (passed) {
                return other;
            }
            passed = other == me;
        }
        return null;
    }
}
