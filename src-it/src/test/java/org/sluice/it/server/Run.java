package org.sluice.it.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The output and the exit code of a command.
 *
 * @param output standard output and error together
 */
public record Run(int code, String output) {
    /** Runs it to its end. */
    public static Run of(List<String> command) {
        return of(command, Map.of());
    }

    /** Runs a command with more variables in its environment. */
    static Run of(List<String> command, Map<String, String> variables) {
        try {
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(variables);
            var process = builder.redirectErrorStream(true)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    /** Runs it to its end, which must be 0. */
    static Run command(List<String> command) {
        var run = of(command);
        if (run.code() != 0) {
            throw new IllegalStateException(command + " ended with " + run.code() + ": " + run.output());
        }
        return run;
    }
}
