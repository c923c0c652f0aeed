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
 * The queue of handshakes that wait for a place in one pool, first come, first served. Some wait on their own threads; the
 * others are called back to try again.
 *
 * <p>When a place becomes free, the first handshake is woken and tries. Then the next one is woken, whether the first succeeded
 * or not: there may be more places, or the first one may need a certain member.
 */
final class WaitingLine {
    /**
     * Places may also become free by a change of the pool, which does not wake the queue; so the first one rechecks this often.
     */
    private static final long RECHECK = TimeUnit.MILLISECONDS.toNanos(250);

    /** Guarded by this. */
    private final Deque<QueueTicket> waiting = new ArrayDeque<>();

    /** Whether no more handshakes may wait. Written under the lock of this. */
    private volatile boolean closed;

    /** How many wait; read without the lock. */
    private volatile int length;

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** Ends all waiting at once without a place; nothing may wait afterwards. */
    void close() {
        List<QueueTicket> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiting);
        }
        all.forEach(QueueTicket::wake);
    }

    /**
     * Waits without a thread.
     *
     * @param places how many may wait
     * @param woken run when there may be a place, on any thread; must be quick
     * @return empty if too many wait already, or if the queue was closed
     */
    Optional<QueueTicket> enqueue(int places, Runnable woken) {
        QueueTicket me = new QueueTicket(this, woken);
        return join(me, places) ? Optional.of(me) : Optional.empty();
    }

    /** A place was released or a pending handshake has ended. */
    void placeFreed() {
        if (length > 0) {
            wakeFirst();
        }
    }

    /**
     * Waits for {@code attempt} to succeed.
     *
     * @param places how many handshakes may wait
     * @return empty if too many wait already, at the timeout, if the queue was closed, or if the thread was interrupted, whose
     *     interrupt flag is then set
     */
    <T> Optional<T> await(int places, Supplier<Optional<T>> attempt, long nanos) {
        Semaphore woken = new Semaphore(0);
        QueueTicket me = new QueueTicket(this, woken::release);
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

    private <T> Optional<T> await(QueueTicket me, Semaphore woken, Supplier<Optional<T>> attempt, long until)
            throws InterruptedException {
        Optional<T> got = isFirst(me) ? attempt.get() : Optional.empty();
        for (long left = until - System.nanoTime(); goesOn(got, left); left = until - System.nanoTime()) {
            boolean signalled = woken.tryAcquire(Math.min(left, RECHECK), TimeUnit.NANOSECONDS);
            if (!closed && (signalled || isFirst(me))) {
                woken.drainPermits(); // before the attempt, so that a signal during it is kept
                got = attempt.get();
            }
            if (signalled && got.isEmpty()) {
                wakeBehind(me);
            }
        }
        return got;
    }

    private <T> boolean goesOn(Optional<T> got, long left) {
        return got.isEmpty() && left > 0 && !closed;
    }

    private synchronized boolean join(QueueTicket me, int places) {
        if (closed || waiting.size() >= places) {
            return false;
        }
        waiting.add(me);
        length = waiting.size();
        return true;
    }

    private synchronized boolean isFirst(QueueTicket me) {
        return waiting.peek() == me;
    }

    /** Leaves the queue, and wakes the first one, which may find a place, too. */
    void leave(QueueTicket me) {
        synchronized (this) {
            if (!remove(me)) {
                return;
            }
            length = waiting.size();
        }
        wakeFirst();
    }

    /** Removes a ticket; fast for the first one, which usually leaves. */
    private boolean remove(QueueTicket me) {
        if (waiting.peek() == me) {
            waiting.remove();
            return true;
        }
        return waiting.remove(me);
    }

    private void wakeFirst() {
        QueueTicket first;
        synchronized (this) {
            first = waiting.peek();
        }
        if (first != null) {
            first.wake();
        }
    }

    void wakeBehind(QueueTicket me) {
        QueueTicket next = behind(me);
        if (next != null) {
            next.wake();
        }
    }

    private synchronized @Nullable QueueTicket behind(QueueTicket me) {
        boolean passed = false;
        for (QueueTicket other : waiting) {
            if (passed) {
                return other;
            }
            passed = other == me;
        }
        return null;
    }
}
