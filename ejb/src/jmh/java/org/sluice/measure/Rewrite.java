package org.sluice.measure;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.handshake.MemberHeaders;

/** A browser's headers made into those a member gets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Rewrite {
    private final Handshake handshake = Given.handshake("chat.example.com", "/chat?x=1", "10.0.0.1");

    @Benchmark
    public Headers headers() {
        return MemberHeaders.of(handshake);
    }
}
