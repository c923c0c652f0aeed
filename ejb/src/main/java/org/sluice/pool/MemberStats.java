package org.sluice.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.sluice.health.FaultStreak;

/**
 * What one member carries now. The one live part of a {@link Member}: it is shared by all snapshots the member is in, and
 * lives as long as it is in its pool or somebody still holds a place on it. Any thread.
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

    /** Pending handshakes in the lower half, open relays in the upper one: both are judged and counted in one step. */
    private volatile long counts;

    private volatile boolean stuck;

    private final LongAdder opened = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder roundTripNanos = new LongAdder();
    private volatile Duration lastRoundTrip = Duration.ZERO;

    /** Faults in a row: of handshakes, of their answers, and of relays that died early. */
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

    /** Both together: what the member is busy with. */
    public int busy() {
        return busy(counts());
    }

    /** Both in one look, to be judged by {@link #busy(long)} and {@link #hasRoom}, and handed to {@link #tryPendingStill}. */
    public long counts() {
        return counts;
    }

    /** What the member was busy with at that look. */
    public static int busy(long counts) {
        return pending(counts) + (int) (counts >>> Integer.SIZE);
    }

    private static int pending(long counts) {
        return (int) counts;
    }

    /**
     * Whether one more handshake could be counted at that look.
     *
     * @param maxPending how many may wait, at least 1
     * @param maxBusy how many may wait and be open together; 0 = no limit
     */
    public static boolean hasRoom(long counts, int maxPending, int maxBusy) {
        return pending(counts) < maxPending && (maxBusy == 0 || busy(counts) < maxBusy);
    }

    /** Relays ever opened. */
    public long opened() {
        return opened.sum();
    }

    /** Pings of ours that the member has answered. */
    public long answers() {
        return answers.sum();
    }

    /** How long its answers to our pings took, on the mean; zero if there was none. */
    public Duration meanRoundTrip() {
        long count = answers();
        return count == 0 ? Duration.ZERO : Duration.ofNanos(roundTripNanos.sum() / count);
    }

    /** How long its last answer took; zero if there was none. */
    public Duration lastRoundTrip() {
        return lastRoundTrip;
    }

    /** It has answered a ping of ours. */
    public void answered(Duration roundTrip) {
        roundTripNanos.add(roundTrip.toNanos());
        answers.increment();
        lastRoundTrip = roundTrip;
    }

    /**
     * Counts one more handshake, unless there are too many already. The parameters are those of {@link #hasRoom}.
     *
     * @return whether it was counted, and must be given back
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

    /** Counts one more handshake, if nothing has been counted since that look. */
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

    /** The handshake counted before has come to nothing. */
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

    /** A handshake hoped for the end of one that waits, and there was none in time. */
    public void waitedForInVain() {
        stuck = pending() > 0;
    }

    /** Whether none of its handshakes has ended since somebody {@linkplain #waitedForInVain hoped in vain} for that. */
    public boolean isStuck() {
        return stuck;
    }

    /** The open relay counted before is gone. */
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
