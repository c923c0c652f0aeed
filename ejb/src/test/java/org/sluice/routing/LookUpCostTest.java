package org.sluice.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.ReadResult;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

/**
 * What a look-up among many rules costs, in CPU, for a machine may have other work. The figures of a run are left in
 * {@code target/results/look-up.txt}.
 */
class LookUpCostTest {
    private static final int RULES = 5_000;
    private static final int ROUNDS = 60;
    private static final int LOOK_UPS = 1_000;
    /** The promise with {@code -Plong}; else only no blunder, since the machine may have no time to compile. */
    private static final long MOST_NANOS = Boolean.getBoolean("sluice.long") ? 20_000 : 200_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Routes many = routes(RULES);
    private final List<Handshake> handshakes = handshakes();
    private long found;

    @Test
    @DisplayName("routing R5.4 a look-up among 5000 rules takes less than 20 microseconds")
    void a_look_up_among_5000_rules_takes_less_than_20_microseconds() throws IOException {
        assertThat(many.route(handshakes.get(1)).orElseThrow().rule().name()).isEqualTo("r4999");
        List<Long> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long began = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < LOOK_UPS; i++) {
                found += many.route(handshakes.get(i % handshakes.size())).isPresent() ? 1 : 0;
            }
            rounds.add((threads.getCurrentThreadCpuTime() - began) / LOOK_UPS);
        }
        List<Long> warm = rounds.subList(ROUNDS / 3, ROUNDS).stream().sorted().toList();
        long median = warm.get(warm.size() / 2);
        report(warm, median);

        assertThat(found).isEqualTo((long) ROUNDS * LOOK_UPS * 4 / 5);
        assertThat(median).as("ns, the median of %s", warm).isLessThan(MOST_NANOS);
    }

    @Test
    @DisplayName(
            "routing R5.4 the search allocates nothing, and the whole look-up no more among 5000 rules than among 10")
    void the_search_allocates_nothing() {
        Routes few = routes(10);
        Handshake handshake = handshake("x.w9.org", "/app9/room/9?x");
        assertThat(few.route(handshake).orElseThrow().rule().name()).isEqualTo("r9");
        assertThat(many.route(handshake).orElseThrow().rule().name()).isEqualTo("r9");
        List<RoutingRequest> asked =
                handshakes.stream().map(each -> RoutingRequest.of("GET", each)).toList();

        assertThat(allocated(() -> {
                    for (int i = 0; i < asked.size(); i++) {
                        found += many.best(asked.get(i)) == null ? 0 : 1;
                    }
                }))
                .isZero();
        long amongMany = allocated(() -> found += many.route(handshake).isPresent() ? 1 : 0);
        long amongFew = allocated(() -> found += few.route(handshake).isPresent() ? 1 : 0);
        // Some objects of the answer are there or not as the compiler likes; one for each rule would be ten thousands.
        assertThat(amongMany).isCloseTo(amongFew, within(512L));
        assertThat(found).isPositive();
    }

    /** Bytes for each run, once it is compiled and what is made once is made. */
    private long allocated(Runnable run) {
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 50; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < LOOK_UPS; i++) {
                run.run();
            }
            least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / LOOK_UPS);
        }
        return least;
    }

    private static void report(List<Long> sorted, long median) throws IOException {
        Path file = Path.of("target", "results", "look-up.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                A look-up among %d rules, by host and path, from the raw target to the route: ns of CPU, the mean of each of
                %d rounds of %d look-ups once the code is warm.
                ./mvnw -pl ejb test -Plong -Dtest=LookUpCostTest
                best %d  median %d  worst %d   (limit: median %d)
                %s, %d processors, Java %s
                """
                        .formatted(
                                RULES,
                                sorted.size(),
                                LOOK_UPS,
                                sorted.get(0),
                                median,
                                sorted.get(sorted.size() - 1),
                                MOST_NANOS,
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version()));
    }

    /** Exact hosts, wildcards, long paths, and one in five that no rule takes. */
    private static List<Handshake> handshakes() {
        return List.of(
                handshake("h48.org", "/app4998"),
                handshake("x.w49.org", "/app4999/room?x"),
                handshake("a.b.c.w3.org", "/app3/" + "segment/".repeat(20)),
                handshake("h0.org", "/app0/a%2Fb/../c?token=1"),
                handshake("nobody.example.com", "/app4999/room"));
    }

    private static Routes routes(int count) {
        Map<String, Map<String, String>> entries =
                new LinkedHashMap<>(Map.of("pools/p", Map.of("members", "ws://m:1")));
        for (int i = 0; i < count; i++) {
            String host = i % 2 == 0 ? "h" + i % 50 + ".org" : "*.w" + i % 50 + ".org";
            entries.put("rules/r" + i, Map.of("pool", "p", "host", host, "path", "/app" + i + "/*"));
        }
        ReadResult.Accepted reading = (ReadResult.Accepted) new ConfigurationReader().read(entries);
        return new Routes(reading.configuration(), new Random(1));
    }

    private static Handshake handshake(String host, String target) {
        Headers headers = new Headers(List.of(new Header("Host", host)));
        return new Handshake("1", target, headers, "192.0.2.1", 8080, false);
    }
}
