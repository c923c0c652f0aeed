package org.sluice.it.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code asadmin} as an operator keeps it open: one process that takes one command after the other, in place of one that
 * starts anew for each. It begins with the first command, and ends with the server or with this JVM.
 */
final class AsadminSession {
    private final List<String> command;
    private final Process server;
    private @Nullable Process process;
    private @Nullable BufferedReader output;

    /**
     * Nothing is started yet.
     *
     * @param command starts {@code multimode}, which takes its commands from standard input
     */
    AsadminSession(List<String> command, Process server) {
        this.command = command;
        this.server = server;
    }

    /** Runs one command, which must succeed, and tells what it said. */
    String run(List<String> command) {
        String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        List<String> answer = say(line, command.get(0));
        if (!answer.get(answer.size() - 1).contains(" executed successfully")) {
            throw new IllegalStateException(command + ": " + answer);
        }
        return String.join("\n", answer);
    }

    /** Runs the commands of a file; one that fails stops none, as in {@code multimode --file}. */
    void runFile(Path file) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    say(line, line.split(" ", 2)[0]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was answered, up to the line that says what became of it. */
    private synchronized List<String> say(String line, String name) {
        try {
            BufferedReader answers = open();
            Process now = process;
            if (now == null) {
                throw new IllegalStateException("not open");
            }
            now.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            now.getOutputStream().flush();
            List<String> answer = new ArrayList<>();
            String end = "Command " + name + " ";
            for (String next = answers.readLine(); next != null; next = answers.readLine()) {
                answer.add(next);
                if (next.contains(end)) {
                    return answer;
                }
            }
            throw new IllegalStateException("asadmin has ended: " + answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedReader open() throws IOException {
        BufferedReader open = output;
        if (open != null) {
            return open;
        }
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.PIPE)
                .start();
        CompletableFuture<Void> unused = server.onExit().thenRun(started::destroy);
        BufferedReader reader = started.inputReader(StandardCharsets.UTF_8);
        process = started;
        output = reader;
        return reader;
    }
}
