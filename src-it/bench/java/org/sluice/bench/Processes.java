package org.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.sluice.it.kit.ProcessVitals;
import org.sluice.it.kit.ProcessVitals.ThreadTime;

/** A target's process and all it started, seen from outside. */
record Processes(long root) {
    private static final long PAGE_KIB = 4;

    private static final List<String> COMPILERS = List.of("C1 Comp", "C2 Comp");

    private List<Long> all() {
        return ProcessHandle.of(root)
                .map(process -> Stream.concat(Stream.of(process), process.descendants())
                        .map(ProcessHandle::pid)
                        .toList())
                .orElse(List.of());
    }

    /** CPU used so far, user and system. */
    CpuTime cpu() {
        return CpuTime.of(all());
    }

    /** The part of it that those of Java's compilers have used that live. */
    Duration compilers() {
        return Duration.ofNanos(all().stream()
                .flatMap(pid -> new ProcessVitals(pid).threadTimes().stream())
                .filter(thread -> COMPILERS.stream().anyMatch(thread.name()::startsWith))
                .mapToLong(ThreadTime::nanos)
                .sum());
    }

    /** KiB of memory that is theirs. */
    long residentKib() {
        return all().stream().mapToLong(Processes::residentKib).sum();
    }

    private static long residentKib(long pid) {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(pid), "statm"))
                    .strip()
                    .split(" ", -1);
            return Long.parseLong(pages[1]) * PAGE_KIB;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** KiB of live objects after a full collection. */
    long liveHeapKib() {
        return new ProcessVitals(root).liveHeap() >> 10;
    }
}
