package org.sluice.wiring;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How busy the JVM's compilers are, read twice a second. One thread. */
final class CompilerLoad {
    /** How often the time spent in the compilers is read. */
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** The share of time spent by all compilers together below which they are idle. */
    private static final double IDLE_SHARE = 0.1;

    private final @Nullable CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    private long readAt = System.nanoTime();
    private long spent = spentMillis();
    private boolean idle;

    /** Whether they were idle in the last interval that has ended; never on a JVM that does not measure it. */
    boolean areIdle() {
        long now = System.nanoTime();
        if (now - readAt > INTERVAL.toNanos()) {
            long until = spentMillis();
            idle = until > 0 && (until - spent) * 1e6 < IDLE_SHARE * (now - readAt);
            readAt = now;
            spent = until;
        }
        return idle;
    }

    /** Milliseconds, of all compilers; 0 if they are not measured. */
    private long spentMillis() {
        return compilers != null && compilers.isCompilationTimeMonitoringSupported()
                ? compilers.getTotalCompilationTime()
                : 0;
    }
}
