package org.sluice.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.it.kit.ProcessVitals;

/**
 * The CPU that some processes have used up to one moment.
 *
 * @param ticks all of it, in steps of ten milliseconds: more than a hundredth of what a quiet target uses in a round
 * @param threads to the nanosecond, by thread, for those that live
 */
record CpuTime(Duration ticks, Map<String, Long> threads) {
    static CpuTime of(List<Long> processes) {
        Duration ticks = Duration.ZERO;
        Map<String, Long> threads = new HashMap<>();
        for (long process : processes) {
            var vitals = new ProcessVitals(process);
            ticks = ticks.plus(vitals.cpu());
            vitals.threadTimes().forEach(thread -> threads.put(thread.id(), thread.nanos()));
        }
        return new CpuTime(ticks, threads);
    }

    /** What was used between the two: to the nanosecond, unless a thread has ended and taken along what it had used. */
    Duration since(CpuTime before) {
        return threads.keySet().containsAll(before.threads.keySet())
                ? Duration.ofNanos(sum(threads) - sum(before.threads))
                : ticks.minus(before.ticks);
    }

    private static long sum(Map<String, Long> threads) {
        return threads.values().stream().mapToLong(Long::longValue).sum();
    }
}
