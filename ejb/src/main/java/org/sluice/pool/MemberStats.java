package org.sluice.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.sluice.health.FaultStreak;

/**
 * The counters of one member. The only mutable part of a {@link Member}: shared by all snapshots of the member, and kept for as
 * long as it is in its pool or has relays or handshakes. Any thread.
 */
public final class MemberStats {
    private static final VarHandle COUNTS;

    static {
        try {
            COUNTS = MethodHandles.lookup().findVarHandle(MemberStats.class, "counts", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final long ONE_PENDING = 1;
    private static final long ONE_OPEN = 1L << Integer.SIZE;

    /**
     * Pending handshakes in the lower half, open relays in the upper one, so that both are compared and counted in one step.
     */
    private volatile long counts;

    private volatile boolean stuck;

    private final LongAdder opened = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder roundTripNanos = new LongAdder();
    private volatile Duration lastRoundTrip = Duration.ZERO;

    /** Consecutive faults: of handshakes, of their statuses, and of relays that ended early. */
    private final AtomicReference<FaultStreak> handshakeFaults = new AtomicReference<>(FaultStreak.NONE);

    private final AtomicReference<FaultStreak> statuses = new AtomicReference<>(FaultStreak.NONE);

    private final AtomicReference<FaultStreak> earlyDeaths = new AtomicReference<>(FaultStreak.NONE);

    /** Handshakes that wait for the member's answer. */
    public int pending() {
        return pending(counts());
    }

    /** Relays that are open. */
    public int open() {
        return (int) (counts() >>> Integer.SIZE);
    }

    /** Pending handshakes and open relays together. */
    public int busy() {
        return busy(counts());
    }

    /** Both counters in one read, for {@link #busy(long)}, {@link #hasRoom} and {@link #tryPendingStill}. */
    public long counts() {
        return counts;
    }

    /** Pending handshakes and open relays together, of counts that were read before. */
    public static int busy(long counts) {
        return pending(counts) + (int) (counts >>> Integer.SIZE);
    }

    private static int pending(long counts) {
        return (int) counts;
    }

    /**
     * Whether one more handshake can be counted.
     *
     * @param counts as read by {@link #counts()}
     * @param maxPending how many handshakes may be pending, at least 1
     * @param maxBusy how many may be pending and open together; 0 = no limit
     */
    public static boolean hasRoom(long counts, int maxPending, int maxBusy) {
        return pending(counts) < maxPending && (maxBusy == 0 || busy(counts) < maxBusy);
    }

    /** Relays ever opened. */
    public long opened() {
        return opened.sum();
    }

    /** Our pings that the member has answered. */
    public long answers() {
        return answers.sum();
    }

    /** The mean time in which the member answered our pings; zero if it answered none. */
    public Duration meanRoundTrip() {
        long count = answers();
        return count == 0 ? Duration.ZERO : Duration.ofNanos(roundTripNanos.sum() / count);
    }

    /** The time in which the member answered our last ping; zero if it answered none. */
    public Duration lastRoundTrip() {
        return lastRoundTrip;
    }

    /** The member has answered a ping of ours. */
    public void answered(Duration roundTrip) {
        roundTripNanos.add(roundTrip.toNanos());
        answers.increment();
        lastRoundTrip = roundTrip;
    }

    /**
     * Counts one more handshake, unless that is above a limit. The parameters are those of {@link #hasRoom}.
     *
     * @return whether it was counted, and must be released later
     */
    public boolean tryPending(int maxPending, int maxBusy) {
        long now = counts();
        while (hasRoom(now, maxPending, maxBusy)) {
            if (COUNTS.compareAndSet(this, now, now + ONE_PENDING)) {
                return true;
            }
            now = counts();
        }
        return false;
    }

    /** Counts one more handshake, if the counters have not changed since {@code counts} was read. */
    public boolean tryPendingStill(long counts) {
        return COUNTS.compareAndSet(this, counts, counts + ONE_PENDING);
    }

    /** The handshake counted before has become an open relay. */
    public void pendingOpened() {
        long before = (long) COUNTS.getAndAdd(this, ONE_OPEN - ONE_PENDING);
        assert pending(before) > 0;
        opened.increment();
        moves();
    }

    /** The handshake counted before has failed. */
    public void pendingEnded() {
        long before = (long) COUNTS.getAndAdd(this, -ONE_PENDING);
        assert pending(before) > 0;
        moves();
    }

    private void moves() {
        if (stuck) {
            stuck = false;
        }
    }

    /** A handshake waited for a pending one to end, and none did in time. */
    public void waitedForInVain() {
        stuck = pending() > 0;
    }

    /** Whether no pending handshake has ended since {@linkplain #waitedForInVain a wait for that failed}. */
    public boolean isStuck() {
        return stuck;
    }

    /** The open relay counted before has ended. */
    public void relayEnded() {
        long before = (long) COUNTS.getAndAdd(this, -ONE_OPEN);
        assert before >= ONE_OPEN;
    }

    AtomicReference<FaultStreak> handshakeFaults() {
        return handshakeFaults;
    }

    AtomicReference<FaultStreak> statuses() {
        return statuses;
    }

    AtomicReference<FaultStreak> earlyDeaths() {
        return earlyDeaths;
    }

    @Override
    public String toString() {
        return "pending=" + pending() + " open=" + open();
    }
}
