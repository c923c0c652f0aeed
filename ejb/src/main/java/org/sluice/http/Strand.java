package org.sluice.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that any thread may ask for and one at a time does: whoever asks first does it, and once more if others asked meanwhile. So
 * nobody waits, and what the work alone touches needs no lock.
 */
final class Strand {
    private final AtomicInteger signals = new AtomicInteger();
    private final Runnable work;

    /** @param work must not throw */
    Strand(Runnable work) {
        this.work = work;
    }

    /** There is something to do. Any thread, also from within the work. */
    void signal() {
        if (signals.getAndIncrement() != 0) {
            return;
        }
        int done = 1;
        while (done != 0) {
            work.run();
            done = signals.addAndGet(-done);
        }
    }
}
