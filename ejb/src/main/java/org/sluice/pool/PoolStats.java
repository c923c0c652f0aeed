package org.sluice.pool;

import java.util.concurrent.atomic.LongAdder;

/** The counters of a whole pool; shared by all its snapshots. Any thread. */
public final class PoolStats {
    private final LongAdder busy = new LongAdder();

    /** Pending handshakes and open relays, those on removed members included. */
    public long busy() {
        return busy.sum();
    }

    /**
     * Counts one more handshake, unless that is above the limit.
     *
     * @param most the limit; 0 = none
     * @return whether it was counted, and must be released later
     */
    public boolean tryEnter(int most) {
        if (most == 0) {
            busy.increment();
            return true;
        }
        synchronized (this) { // only if there is a limit, so that otherwise no lock is shared by all handshakes
            if (busy.sum() >= most) {
                return false;
            }
            busy.increment();
            return true;
        }
    }

    /** A handshake or relay counted before has ended. */
    public void left() {
        busy.decrement();
    }
}
