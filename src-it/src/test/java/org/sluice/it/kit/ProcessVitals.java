package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a JVM on this machine costs right now, seen from outside: {@code /proc} and {@code jcmd} of the same JDK. */
public record ProcessVitals(long pid) {
    /** The kernel's clock tick on Linux for user space (USER_HZ). */
    private static final long MILLIS_PER_TICK = 10;

    /** A line of {@code VM.native_memory}. */
    private static final Pattern TAKEN = Pattern.compile("- +(.+) \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    /** TCP_LISTEN in {@code /proc/net/tcp}. */
    private static final String LISTENING = "0A";

    /** TCP_CLOSE_WAIT in {@code /proc/net/tcp}. */
    private static final String CLOSE_WAIT = "08";

    /** The process that listens on {@code port}, found by the kernel's table of sockets. */
    public static ProcessVitals listeningOn(int port) {
        String end = String.format(":%04X", port);
        String inode = sockets(end)
                .filter(row -> row[1].endsWith(end) && row[3].equals(LISTENING))
                .map(row -> "socket:[" + row[9] + "]")
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody listens on port " + port));
        return ProcessHandle.allProcesses()
                .map(process -> new ProcessVitals(process.pid()))
                .filter(process -> process.holds(inode))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No process of ours listens on port " + port));
    }

    /** Connections of this process to {@code port}, whatever their state, but for those that only the kernel remembers. */
    public long connectionsTo(int port) {
        String end = String.format(":%04X", port);
        return sockets(end)
                .filter(row -> row[2].endsWith(end) && !row[9].equals("0"))
                .filter(row -> holds("socket:[" + row[9] + "]"))
                .count();
    }

    /**
     * The ports of those whose connection to {@code port} of this process they have ended, and the process has not (CLOSE-WAIT).
     */
    public Set<Integer> halfClosed(int port) {
        String end = String.format(":%04X", port);
        return sockets(end)
                .filter(row -> row[1].endsWith(end) && row[3].equals(CLOSE_WAIT))
                .filter(row -> holds("socket:[" + row[9] + "]"))
                .map(row -> Integer.parseInt(row[2].substring(row[2].lastIndexOf(':') + 1), 16))
                .collect(Collectors.toSet());
    }

    /** What the JVM says of threads that wait for each other for ever; empty if there are none. */
    public String deadlocks() {
        String threads = jcmd("Thread.print");
        int found = threads.indexOf("Java-level deadlock");
        return found < 0 ? "" : threads.substring(found);
    }

    /**
     * The rows of the kernel's table in which {@code text} stands, split: [1] is the local end, [2] the remote one, [3] the
     * state, [9] the inode.
     */
    private static Stream<String[]> sockets(String text) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> read(Path.of(table)).lines().skip(1))
                .filter(line -> line.contains(text)) // of tens of thousands, most belong to other processes
                .map(line -> line.strip().split("\\s+", -1));
    }

    private boolean holds(String descriptor) {
        try (Stream<Path> entries = Files.list(proc("fd"))) {
            return entries.anyMatch(entry -> descriptor.equals(targetOf(entry)));
        } catch (IOException e) {
            return false; // gone meanwhile, or not ours to see
        }
    }

    private static String targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** CPU used since the process started, user and system. */
    public Duration cpu() {
        return cpu(read(proc("stat")));
    }

    /** One of its threads. */
    public record ThreadTime(String id, String name, long nanos) {}

    /** What each thread that lives now has used, to the nanosecond. */
    public List<ThreadTime> threadTimes() {
        try (Stream<Path> threads = Files.list(proc("task"))) {
            return threads.map(ProcessVitals::timeOf).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if it has ended meanwhile. */
    private static Optional<ThreadTime> timeOf(Path thread) {
        String name = content(thread.resolve("comm")).strip();
        String onCpu = content(thread.resolve("schedstat")).split(" ", -1)[0];
        return onCpu.isEmpty()
                ? Optional.empty()
                : Optional.of(new ThreadTime(thread.getFileName().toString(), name, Long.parseLong(onCpu)));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // ended meanwhile
        }
    }

    private static Duration cpu(String stat) {
        // The second field may hold spaces; it ends with the last parenthesis.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
    }

    public int threads() {
        return count(proc("task"));
    }

    /** Open file descriptors, sockets among them. */
    public int descriptors() {
        return count(proc("fd"));
    }

    /** Bytes of live objects after a full collection. */
    public long liveHeap() {
        jcmd("GC.run");
        String total = jcmd("GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No total in the histogram of " + pid));
        String[] columns = total.strip().split("\\s+", -1);
        return Long.parseLong(columns[2]);
    }

    /** Bytes that the JVM has taken outside the heap, by what for. It must have been started to track them. */
    public Map<String, Long> outsideHeap() {
        return TAKEN.matcher(jcmd("VM.native_memory"))
                .results()
                .filter(taken -> !taken.group(1).equals("Java Heap"))
                .collect(Collectors.toMap(taken -> taken.group(1), taken -> Long.parseLong(taken.group(2)) << 10));
    }

    private String jcmd(String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in jcmd " + command, e);
        }
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int count(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return (int) entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
