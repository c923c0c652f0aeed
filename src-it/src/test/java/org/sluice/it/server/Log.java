package org.sluice.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
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

    private List<String> lines() {
        return files().stream().flatMap(Log::linesOf).toList();
    }

    /**
     * The oldest first: a server puts a log aside that has grown, Payara Micro by a number in place of its 0, Payara Server
     * by a time behind its name.
     */
    private List<Path> files() {
        String name = file.getFileName().toString();
        String stem = name.endsWith(".0") ? name.substring(0, name.length() - 1) : name;
        try (var all = Files.list(file.getParent())) {
            List<Path> aside = all.filter(path -> isAside(path.getFileName().toString(), stem))
                    .filter(path -> !path.equals(file))
                    .sorted(Comparator.comparing(path -> age(path.getFileName().toString(), stem)))
                    .toList();
            return Stream.concat(aside.stream(), Stream.of(file)).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAside(String name, String stem) {
        return name.startsWith(stem) && name.substring(stem.length()).matches("[0-9]{1,2}|_.*");
    }

    /** In the order of their texts: a number counts downwards, a time upwards. */
    private static String age(String name, String stem) {
        String suffix = name.substring(stem.length());
        return suffix.startsWith("_") ? suffix : String.valueOf(100 - Integer.parseInt(suffix));
    }

    /** Read by hand: a server may be writing, and its last character be half there. */
    private static Stream<String> linesOf(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
        } catch (NoSuchFileException e) {
            return Stream.empty(); // not yet, or just put aside
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
