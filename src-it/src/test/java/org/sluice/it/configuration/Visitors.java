package org.sluice.it.configuration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;

/** Clients who come all the time, say one word each, hear it again, and leave. */
final class Visitors implements AutoCloseable {
    private static final int PAUSE_MILLIS = 20;

    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2);
    private final List<ScheduledFuture<?>> coming = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Address front;
    private final String target;

    Visitors(Address front, String target) {
        this.front = front;
        this.target = target;
        for (int i = 0; i < threads.getCorePoolSize(); i++) {
            coming.add(threads.scheduleWithFixedDelay(this::visit, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    private void visit() {
        try (RawClient client = RawClient.open(front, target)) {
            client.send(Frame.text("hello"));
            Frame answer = client.read();
            if (!answer.equals(Frame.text("hello"))) {
                throw new IOException("not an echo: " + answer);
            }
            client.closeInOrder(Frame.close(1000, ""));
            served.incrementAndGet();
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }

    int served() {
        return served.get();
    }

    List<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() {
        coming.forEach(visits -> visits.cancel(false));
        threads.shutdown();
    }
}
