package org.sluice.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The demo as a visitor starts it: a process of its own, on ports that the test chose. */
final class RunningDemo implements AutoCloseable {
    /** Longer than the demo's own patience, so that it can say why. */
    private static final Duration BOOT = Duration.ofMinutes(4);

    private static final Path FOLDER = Path.of(System.getProperty("sluice.it.logs"), "demo");

    private final Process process;
    private final Path output;
    private final int httpPort;

    private RunningDemo(Process process, Path output, int httpPort) {
        this.process = process;
        this.output = output;
        this.httpPort = httpPort;
    }

    /** Starts it and returns at once. {@code more} are arguments of the JVM; {@code name} tells its logs from others'. */
    static RunningDemo start(String name, int httpPort, int httpsPort, String... more) throws IOException {
        Path folder = Files.createDirectories(FOLDER.resolve(name));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("-Dsluice.http.port=" + httpPort);
        command.add("-Dsluice.https.port=" + httpsPort);
        command.add("-Dsluice.demo.server=" + System.getProperty("sluice.it.payara.micro.jar"));
        command.add("-Dsluice.demo.archive=" + System.getProperty("sluice.it.micro.war"));
        command.add("-Dsluice.demo.log=" + folder.resolve("payara-micro.log"));
        command.addAll(List.of(more));
        command.add(Demo.class.getName());
        Path output = folder.resolve("demo.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new RunningDemo(process, output, httpPort);
    }

    RunningDemo awaitReady() {
        await("the demo says that it runs")
                .atMost(BOOT)
                .until(() -> !process.isAlive() || output().contains("Press Enter"));
        if (!process.isAlive()) {
            throw new IllegalStateException("the demo ended by itself: " + output());
        }
        return this;
    }

    String page() {
        return "http://127.0.0.1:" + httpPort + "/sluice/demo";
    }

    String webSocket() {
        return "ws://127.0.0.1:" + httpPort + "/demo";
    }

    /** What it printed so far. */
    String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it started, as processes. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    void pressEnter() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** TERM, as the system sends it. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end and returns its exit status. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(BOOT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the demo does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        List<ProcessHandle> started = children();
        terminate();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            started.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
