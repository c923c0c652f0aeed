package org.sluice.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a piece of work on one thread at a time. The first thread that signals runs it, and runs it again if others
 * signalled meanwhile. So no thread waits for another, and fields that only the work uses need no lock.
 */
final class Strand {
    private final AtomicInteger signals = new AtomicInteger();
    private final Runnable work;

    /** @param work must not throw */
    Strand(Runnable work) {
        this.work = work;
    }

    /** Requests a run. Any thread, also from within the work. */
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
