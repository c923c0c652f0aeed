package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.MemberProcess;
import org.sluice.it.kit.RawClient;

/**
 * Clients that come at a steady rate, whoever is slow, and leave as soon as they are in. What matters is that they open, and
 * where.
 */
final class SteadyHandshakes implements AutoCloseable {
    private static final int TICK_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final Queue<Opened> opened = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Address front;
    private final String target;
    private final long began = System.nanoTime();
    private final int perSecond;
    private final ScheduledFuture<?> sending;
    private long sent;

    /**
     * One that opened.
     *
     * @param atNanos when
     * @param member the name of its member
     */
    record Opened(long atNanos, String member) {}

    SteadyHandshakes(Address front, String target, int perSecond) {
        this.front = front;
        this.target = target;
        this.perSecond = perSecond;
        sending = clock.scheduleAtFixedRate(this::send, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** As many as are due by now; a machine that had no time for us has to catch up. */
    private synchronized void send() {
        long due = (System.nanoTime() - began) * perSecond / 1_000_000_000L;
        for (; sent < due; sent++) {
            clients.execute(this::come);
        }
    }

    private void come() {
        try (RawClient client = RawClient.connect(front)) {
            HttpAnswer answer = client.handshake(HandshakeRequest.on(target));
            if (answer.status() != 101) {
                failures.add(answer.toString());
                return;
            }
            opened.add(new Opened(
                    System.nanoTime(), answer.first(MemberProcess.NAME).orElse("")));
            leave(client);
        } catch (IOException | RuntimeException e) {
            failures.add(String.valueOf(e));
        }
    }

    private static void leave(RawClient client) {
        try {
            client.closeInOrder(Frame.close(1000, ""));
        } catch (IOException lost) {
            // its member may have died meanwhile
        }
    }

    /** All that opened so far. */
    List<Opened> opened() {
        return List.copyOf(opened);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** How many opened in each second so far. */
    double rate() {
        return opened.size() * 1e9 / (System.nanoTime() - began);
    }

    void awaitMore(int count) {
        int before = opened.size();
        await("more clients").atMost(PATIENCE).until(() -> opened.size() >= before + count || !failures.isEmpty());
        assertThat(failures).isEmpty();
    }

    @Override
    public void close() {
        sending.cancel(false);
        clock.shutdown();
        clients.shutdown();
        await("the last clients to leave").atMost(PATIENCE).until(clients::isTerminated);
    }
}
