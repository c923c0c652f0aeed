package org.sluice.it.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Socket.IO 4, server and client as they are, behind two members. */
class SocketIoIT extends PlainIT {
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path WORK = Path.of("target", "node-socketio");

    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void install() throws Exception {
        assumeThat(Stream.of("node", "npm").allMatch(SocketIoIT::isThere))
                .describedAs("Node.js is here (on Debian: the packages nodejs and npm)")
                .isTrue();
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "socketio-member.mjs", "socketio-client.mjs")) {
            Files.copy(SOURCES.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(WORK.resolve("node_modules"))) {
            Process install = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(WORK.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(install.getInputStream().readAllBytes(), UTF_8);
            assertThat(install.waitFor()).describedAs(output).isZero();
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private Process node(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    private Map<String, Process> members() throws IOException {
        Process one = node("socketio-member.mjs", "one", System.getProperty("sluice.it.plain3.port"));
        Process two = node("socketio-member.mjs", "two", System.getProperty("sluice.it.plain4.port"));
        one.inputReader(UTF_8).readLine();
        two.inputReader(UTF_8).readLine();
        return Map.of("one", one, "two", two);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest(
            name =
                    "P5.4 Socket.IO by {0}, led back by {1}: talks in order, and goes on with the other member when its own stops")
    @CsvSource({
        "polling,cookie",
        "polling,source",
        "upgrade,cookie",
        "upgrade,source",
        "websocket,cookie",
        "websocket,source"
    })
    void socket_io_talks_and_goes_on_with_the_other_member(String how, String affinity) throws Exception {
        Map<String, Process> members = members();
        String scheme = front().tls() ? "https://" : "http://";
        Process client = node(
                "socketio-client.mjs",
                scheme + front().authority(),
                "/socketio-" + affinity + "/socket.io/",
                how,
                "stop");
        BufferedReader output = client.inputReader(UTF_8);
        String first = output.readLine();
        assertThat(first).isIn("one", "two");
        Objects.requireNonNull(members.get(first)).destroyForcibly().waitFor();
        client.outputWriter(UTF_8).append("stopped\n").flush();
        assertThat(output.readLine()).isIn("one", "two").isNotEqualTo(first);
        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isZero();
    }
}
