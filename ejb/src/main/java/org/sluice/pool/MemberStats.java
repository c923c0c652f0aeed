package org.sluice.pool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one member carries now. The one live part of a {@link Member}: it is shared by all snapshots the member is in, and
 * lives as long as it is in its pool or somebody still holds a place on it. Any thread.
 */
public final class MemberStats {
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder roundTripNanos = new LongAdder();
    private volatile Duration lastRoundTrip = Duration.ZERO;

    /** Handshakes that wait for the member's answer. */
    public int pending() {
        return pending.get();
    }

    /** Relays that are open. */
    public int open() {
        return open.get();
    }

    /** Both together: what the member is busy with. */
    public int busy() {
        return pending() + open();
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
     * Counts one more handshake, unless there are too many already.
     *
     * @param maxPending how many may wait, at least 1
     * @param maxBusy how many may wait and be open together; 0 = no limit
     * @return whether it was counted, and must be given back
     */
    public boolean tryPending(int maxPending, int maxBusy) {
        // First counted, then judged: two that arrive at once can both be refused, never both be let in.
        if (pending.incrementAndGet() > maxPending || (maxBusy > 0 && busy() > maxBusy)) {
            pending.decrementAndGet();
            return false;
        }
        return true;
    }

    /** The handshake counted before has become an open relay. */
    public void pendingOpened() {
        open.incrementAndGet(); // first, so that busy() never dips and lets one too many in
        pending.decrementAndGet();
        opened.increment();
    }

    /** The handshake counted before has come to nothing. */
    public void pendingEnded() {
        pending.decrementAndGet();
    }

    /** The open relay counted before is gone. */
    public void relayEnded() {
        open.decrementAndGet();
    }

    @Override
    public String toString() {
        return "pending=" + pending() + " open=" + open();
    }
}
