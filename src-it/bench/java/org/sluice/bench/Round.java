package org.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
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
    private static final Duration PIECE = Duration.ofSeconds(4);

    /** Compilers rest when they take less than so much of one core, and of what their process takes. */
    private static final int REST_OF_CORE = 100;

    private static final int REST_OF_PROCESS = 50;

    Sample of(Target target) throws IOException {
        Address address = scenario.tls() ? target.tls().orElseThrow() : target.plain();
        boolean idle = scenario.shape() == Scenario.Shape.IDLE;
        long residentBefore = idle ? resident(target) : 0;
        long heapBefore = idle ? heap(target) : 0;
        try (var load = new Load(scenario, address, target.context())) {
            load.open();
            load.play(warmUp);
            settle(target, load);
            Optional<CpuTime> cpu = cpu(target);
            long rig = RIG.getProcessCpuTime();
            load.play(measured);
            double units = idle ? scenario.sessions() : load.units();
            double cpuMicros = used(target, cpu) / NANOS_PER_MICRO / units;
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
        boolean resting = false;
        while (!resting && System.nanoTime() - from < warmUp.toNanos() * PATIENCE) {
            Duration before = processes.compilers();
            CpuTime allBefore = processes.cpu();
            load.play(PIECE);
            Duration compilers = processes.compilers().minus(before);
            Duration all = processes.cpu().since(allBefore);
            resting = compilers.compareTo(PIECE.dividedBy(REST_OF_CORE)) < 0
                    && compilers.compareTo(all.dividedBy(REST_OF_PROCESS)) < 0;
        }
    }

    private static Optional<CpuTime> cpu(Target target) {
        return target.processes().map(Processes::cpu);
    }

    /** Nanoseconds; none where there is nothing in between. */
    private static long used(Target target, Optional<CpuTime> before) {
        return before.map(cpu -> cpu(target).orElseThrow().since(cpu).toNanos()).orElse(0L);
    }

    private static long resident(Target target) {
        return target.processes().map(Processes::residentKib).orElse(0L);
    }

    private static long heap(Target target) {
        return target.java() ? target.processes().orElseThrow().liveHeapKib() : 0;
    }
}
