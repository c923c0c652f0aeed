package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two ends that compress (RFC 7692), written in another language by other people. */
class CompressionIT extends RelayIT {
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path WORK = Path.of("target", "node");

    @BeforeAll
    static void install() throws Exception {
        assumeThat(Stream.of("node", "npm").allMatch(CompressionIT::isThere))
                .describedAs("Node.js is here (on Debian: the packages nodejs and npm)")
                .isTrue();
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "member.mjs", "client.mjs")) {
            Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(WORK.resolve("node_modules"))) {
            succeed(start("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        }
    }

    @Test
    @DisplayName("it.relay I1.3 two ends that compress agree on it and understand each other")
    void two_ends_that_compress_agree_on_it_and_understand_each_other() throws Exception {
        Process member = start("node", "member.mjs");
        try (BufferedReader output = member.inputReader(UTF_8)) {
            String target = at("/pipe?port=" + output.readLine().strip());
            succeed(start("node", "client.mjs", (BY_TLS ? "wss://" : "ws://") + front().authority() + target));
            assertThat(visit().request().headers().first("Sec-WebSocket-Extensions"))
                    .hasValueSatisfying(offer -> assertThat(offer).contains("permessage-deflate"));
        } finally {
            member.destroy();
        }
    }

    private static Process start(String... command) throws IOException {
        ProcessBuilder program =
                new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        program.environment().put("NODE_TLS_REJECT_UNAUTHORIZED", "0"); // who answers is not what is asked
        return program.start();
    }

    private static void succeed(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(output).isZero();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
