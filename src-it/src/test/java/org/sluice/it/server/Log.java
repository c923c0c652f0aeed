package org.sluice.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server's log, read anew at each call. */
public record Log(Path file) {
    private static final int TAIL = 60;

    /** The log of the server that all classes of this run share. */
    public static Log current() {
        return new Log(Server.current().log());
    }

    /** Every line that holds {@code text}. */
    public List<String> linesWith(String text) {
        return lines().stream().filter(line -> line.contains(text)).toList();
    }

    /** Its last lines, headed by its name. */
    public String tail() {
        var lines = lines();
        var last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        return Stream.concat(Stream.of("--- the tail of " + file), last.stream())
                .reduce("", (text, line) -> text + System.lineSeparator() + line);
    }

    /** Read by hand: a server may be writing, and its last character be half there. */
    private List<String> lines() {
        try {
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
