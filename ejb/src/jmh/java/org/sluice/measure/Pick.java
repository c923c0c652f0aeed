package org.sluice.measure;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sluice.balancing.Balancer;
import org.sluice.balancing.Lease;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** A member chosen, counted and given back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Pick {
    @Param({"10", "1000"})
    public int members;

    @Param({
        "weighted-round-robin",
        "round-robin",
        "least-connections",
        "two-choices",
        "random",
        "source-hash",
        "hash:cookie:id"
    })
    public String policy = "";

    /** Relays that each member carries, whatever its weight; so those of small weights are above the bound of a key. */
    @Param({"0", "8"})
    public int busy;

    private final Balancer balancer =
            new Balancer(() -> ThreadLocalRandom.current().nextLong(), System::nanoTime);
    private Pool pool = null;
    private final Handshake[] handshakes = IntStream.range(0, 256)
            .mapToObj(i -> Given.handshake("chat.example.com", "/chat", "10.0.0." + i))
            .toArray(Handshake[]::new);

    @Setup
    public void fill() {
        String list = IntStream.range(0, members)
                .mapToObj(i -> "ws://10.1." + i / 250 + "." + (1 + i % 250) + ":8080 weight=" + (1 + i % 5))
                .collect(Collectors.joining(", "));
        pool = Pool.of(Given.configuration(Map.of("pools/p", Map.of("members", list, "policy", policy)))
                .pools()
                .get("p"));
        pool.members().stream().map(Member::stats).forEach(stats -> {
            for (int i = 0; i < busy; i++) {
                stats.tryPending(Integer.MAX_VALUE, 0);
                stats.pendingOpened();
            }
        });
    }

    @Benchmark
    public Lease pick() {
        Handshake handshake = handshakes[ThreadLocalRandom.current().nextInt(256)];
        Lease lease = balancer.pick(pool, handshake, Set.of()).orElseThrow();
        lease.close();
        return lease;
    }
}
