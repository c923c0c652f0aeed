package org.sluice.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a JVM says about itself to {@code jcmd}. */
public record Jvm(long pid) {
    /** How many times the class is loaded, by as many class loaders, after a full collection. */
    public long loads(String className) {
        jcmd("GC.run");
        return jcmd("VM.class_hierarchy", className)
                .filter(line -> line.contains(className + "/"))
                .count();
    }

    /** The names of the threads that begin so. */
    public List<String> threads(String prefix) {
        return jcmd("Thread.print")
                .filter(line -> line.startsWith("\"" + prefix))
                .map(line -> line.substring(1, line.indexOf('"', 1)))
                .toList();
    }

    private Stream<String> jcmd(String... order) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd") + "", "" + pid));
        command.addAll(List.of(order));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
