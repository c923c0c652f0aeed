package org.sluice.pool;

import java.util.concurrent.atomic.LongAdder;

/** What all members of one pool carry together; shared by all its snapshots. Any thread. */
public final class PoolStats {
    private final LongAdder busy = new LongAdder();

    /** Handshakes that wait for a member and relays that are open, those on members that left included. */
    public long busy() {
        return busy.sum();
    }

    /**
     * Counts one more, unless there are too many already.
     *
     * @param most 0 = no limit
     * @return whether it was counted, and must be given back
     */
    public boolean tryEnter(int most) {
        if (most == 0) {
            busy.increment();
            return true;
        }
        synchronized (this) { // only where there is a limit: else the threads of all handshakes would meet here
            if (busy.sum() >= most) {
                return false;
            }
            busy.increment();
            return true;
        }
    }

    /** What was counted before is over. */
    public void left() {
        busy.decrement();
    }
}
