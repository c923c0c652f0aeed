package org.sluice.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Figures that a run measured, kept as lines of text in {@code src-it/target/results}, one file for each server. */
public final class Results {
    private static final Path FOLDER = Path.of(System.getProperty("sluice.it.results", "target/results"));

    private Results() {}

    /**
     * Adds a line.
     *
     * @param server names the file
     */
    public static synchronized void note(String server, String line) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    FOLDER.resolve(server + ".txt"),
                    line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
