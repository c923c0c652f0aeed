package org.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.sluice.it.kit.Address;

/**
 * One turn of one target: its sessions are opened, warmed up, measured and closed.
 *
 * @param warmUp played first and forgotten; up to three times as long again where compilers are still at work, since what
 *     they do is paid once, and not by each message
 * @param measured played then
 */
record Round(Scenario scenario, Duration warmUp, Duration measured) {
    private static final OperatingSystemMXBean RIG =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final double NANOS_PER_MICRO = 1e3;

    private static final int PATIENCE = 3;
    private static final Duration PIECE = Duration.ofSeconds(2);

    /** One hundredth of a piece. */
    private static final Duration AT_REST = PIECE.dividedBy(100);

    Sample of(Target target) throws IOException {
        Address address = scenario.tls() ? target.tls().orElseThrow() : target.plain();
        boolean idle = scenario.shape() == Scenario.Shape.IDLE;
        long residentBefore = idle ? resident(target) : 0;
        long heapBefore = idle ? heap(target) : 0;
        try (var load = new Load(scenario, address, target.context())) {
            load.open();
            load.play(warmUp);
            settle(target, load);
            long cpu = cpu(target);
            long rig = RIG.getProcessCpuTime();
            load.play(measured);
            double units = idle ? scenario.sessions() : load.units();
            double cpuMicros = (cpu(target) - cpu) / NANOS_PER_MICRO / units;
            double rigMicros = (RIG.getProcessCpuTime() - rig) / NANOS_PER_MICRO / units;
            return new Sample(
                    idle ? 0 : units / measured.toNanos() * 1e9,
                    cpuMicros,
                    rigMicros,
                    load.latency().getValueAtPercentile(50) / NANOS_PER_MICRO,
                    load.latency().getValueAtPercentile(99) / NANOS_PER_MICRO,
                    (resident(target) - residentBefore) / (idle ? (double) scenario.sessions() : 1),
                    idle ? (heap(target) - heapBefore) / (double) scenario.sessions() : 0);
        }
    }

    private void settle(Target target, Load load) throws IOException {
        if (!target.java()) {
            return;
        }
        Processes processes = target.processes().orElseThrow();
        long from = System.nanoTime();
        Duration used = PIECE;
        while (used.compareTo(AT_REST) > 0 && System.nanoTime() - from < warmUp.toNanos() * PATIENCE) {
            Duration before = processes.compilers();
            load.play(PIECE);
            used = processes.compilers().minus(before);
        }
    }

    private static long cpu(Target target) {
        return target.processes().map(Processes::cpu).orElse(Duration.ZERO).toNanos();
    }

    private static long resident(Target target) {
        return target.processes().map(Processes::residentKib).orElse(0L);
    }

    private static long heap(Target target) {
        return target.java() ? target.processes().orElseThrow().liveHeapKib() : 0;
    }
}
