package org.sluice.transport;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Something that goes on beside the test. */
record BackgroundWork(Future<?> future) {
    interface Step {
        void run() throws Exception;
    }

    void done() throws Exception {
        future.get(TransportFixture.PATIENCE.toSeconds() * 3, TimeUnit.SECONDS);
    }
}
