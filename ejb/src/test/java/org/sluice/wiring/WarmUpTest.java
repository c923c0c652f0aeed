package org.sluice.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.admission.MemberDestinations;
import org.sluice.admission.MemberSelection;
import org.sluice.affinity.Affinity;
import org.sluice.backend.TyrusMembers;
import org.sluice.balancing.Balancer;
import org.sluice.http.HttpExchanges;
import org.sluice.pool.Pools;
import org.sluice.transport.NioTransport;

class WarmUpTest {
    private static final Logger LOG = Logger.getLogger("org.sluice");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final NioTransport transport = NioTransport.start(2, Thread::new, threads);
    private final Pools operators = new Pools(System::nanoTime, (pool, before, after) -> {});
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    WarmUpTest() throws IOException {}

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void close() {
        LOG.removeHandler(handler);
        transport.close();
        threads.shutdownNow();
    }

    private WarmUp warmUp(Duration atMost) {
        TyrusMembers members = new TyrusMembers(transport, threads, new SecureRandom());
        MemberSelection places = new MemberSelection(
                operators,
                new Balancer(new Random(1), System::nanoTime),
                new Affinity(new Random(1)),
                members,
                new MemberDestinations(),
                members,
                transport::loop,
                new HttpExchanges(transport::loop));
        return new WarmUp(places, new Random(1), threads, atMost);
    }

    private static int number(String line, String key) {
        return Integer.parseInt(line.replaceAll(".* " + key + "=([0-9]+).*", "$1"));
    }

    @Test
    @DisplayName(
            "wiring R2.7 it is due until relays to a member of its own have been opened; the log has its begin and its end")
    void it_is_due_until_relays_have_been_opened() {
        try (WarmUp warmUp = warmUp(Duration.ofSeconds(1))) {
            assertThat(warmUp.isDue()).isTrue();
            assertThat(lines).isEmpty();
            warmUp.start();
            await().until(() -> !warmUp.isDue());
            assertThat(lines).hasSize(2);
            assertThat(lines.poll()).isEqualTo("warming-up  at-most=1000ms");
            String end = lines.element();
            assertThat(end).startsWith("warmed-up  openings=");
            assertThat(number(end, "openings")).isPositive();
            assertThat(operators.all()).isEmpty();
        }
    }

    @Test
    @DisplayName("wiring R2.7 a stop ends it at once, and logs nothing")
    void a_stop_ends_it_at_once() {
        WarmUp warmUp = warmUp(Duration.ofMinutes(1));
        warmUp.start();
        await().until(() -> !lines.isEmpty());
        warmUp.close();
        assertThat(warmUp.isDue()).isFalse();
        threads.shutdown();
        await("its thread").atMost(Duration.ofSeconds(10)).until(threads::isTerminated);
        assertThat(List.copyOf(lines)).noneMatch(line -> line.contains("failed"));
    }

    @Test
    @DisplayName("wiring R2.7 with warm-up=0 it is never due, and opens nothing")
    void with_none_it_is_never_due() {
        try (WarmUp warmUp = warmUp(Duration.ZERO)) {
            assertThat(warmUp.isDue()).isFalse();
            warmUp.start();
            assertThat(lines).isEmpty();
        }
    }
}
