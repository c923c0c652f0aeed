package org.sluice.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sluice.config.Configuration;
import org.sluice.handshake.Handshake;
import org.sluice.routing.Route;
import org.sluice.routing.Routes;

/** The rule for one handshake among many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookUp {
    @Param({"1", "5000"})
    public int rules;

    private Routes routes = new Routes(Configuration.NONE, new Random(1));
    private final Handshake exact = Given.handshake("h7.example.com", "/p7/room?x=1", "10.0.0.1");
    private final Handshake none = Given.handshake("nowhere.example.org", "/", "10.0.0.1");

    @Setup
    public void fill() {
        Map<String, Map<String, String>> entries = new LinkedHashMap<>();
        entries.put("pools/p", Map.of("members", "ws://10.0.0.1:8080"));
        for (int i = 0; i < rules; i++) {
            entries.put(
                    "rules/r" + i,
                    Map.of(
                            "host", "h" + (i + 7) % 1_000 + ".example.com",
                            "path", "/p" + (i + 7) + "/*",
                            "pool", "p"));
        }
        routes = new Routes(Given.configuration(entries), new Random(1));
    }

    @Benchmark
    public Optional<Route> found() {
        return routes.route(exact);
    }

    @Benchmark
    public Optional<Route> notFound() {
        return routes.route(none);
    }
}
