package org.sluice.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Payara Micro with the balancer in it, as a process of its own. */
final class Server implements AutoCloseable {
    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(200);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final int TAIL = 20;

    /** How a JVM exits after INT and TERM. Ctrl-C reaches the server, too: the terminal tells all its processes. */
    private static final Set<Integer> TOLD_TO = Set.of(130, 143);

    /**
     * The server would listen on every address of the machine; a demo must not be reachable from other machines. Nor does it share anything by
     * Hazelcast, without which it starts sooner.
     */
    private static final String LOOPBACK_ONLY =
            """
            set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
            set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
            set configs.config.server-config.network-config.network-listeners.network-listener.https-listener.address=127.0.0.1
            """;

    private final Order order;
    private final Process process;

    private Server(Order order, Process process) {
        this.order = order;
        this.process = process;
    }

    /** Starts the process; the server is not up yet. {@code properties} become its system properties. */
    static Server start(Order order, Map<String, String> properties) throws IOException {
        Path log = order.files().log();
        Path folder = Files.createDirectories(log.toAbsolutePath().getParent());
        Path boot = Files.writeString(folder.resolve("loopback-only.txt"), LOOPBACK_ONLY);
        Process process = new ProcessBuilder(command(order, properties, boot))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        return new Server(order, process);
    }

    /**
     * Waits until the balancer is alive and the page is there.
     *
     * @throws Refused if the process ends before, or time is up; the end of its log is in the sentence
     */
    void awaitPage() throws WrongArgument, InterruptedException {
        long until = System.nanoTime() + BOOT.toNanos();
        // By HTTP/1.1, where a request that is not answered takes its connection with it; by HTTP/2 all others would
        // wait
        // behind it.
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        while (!(answers(client, "/sluice/health/live") && answers(client, "/sluice/demo"))) {
            if (process.waitFor(BETWEEN_KNOCKS.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WrongArgument("The server ended by itself." + tail());
            }
            if (System.nanoTime() - until > 0) {
                throw new WrongArgument("The server is not up after " + BOOT.toMinutes() + " minutes." + tail());
            }
        }
    }

    /** Completed when the process has ended, for whatever reason. */
    CompletableFuture<?> ended() {
        return process.onExit();
    }

    /**
     * Reports a server that ended without a stop.
     *
     * @throws Refused with the end of its log
     */
    void refuseOwnEnd() throws WrongArgument {
        if (!process.isAlive() && !TOLD_TO.contains(process.exitValue())) {
            throw new WrongArgument("The server ended by itself." + tail());
        }
    }

    /** The last lines of the log, with the place of the rest. */
    private String tail() {
        List<String> last;
        try {
            List<String> lines = new String(Files.readAllBytes(order.files().log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        } catch (IOException e) {
            last = List.of(e.toString());
        }
        return " The end of " + order.files().log() + ":" + System.lineSeparator()
                + String.join(System.lineSeparator(), last);
    }

    /** Ends the process, by force if it takes its time. Harmless when it has ended. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers(HttpClient client, String path) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + order.httpPort() + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static List<String> command(Order order, Map<String, String> properties, Path boot) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", order.files().server().toString()));
        command.addAll(List.of("--nocluster", "--disablephonehome"));
        command.addAll(List.of("--prebootcommandfile", boot.toString()));
        command.addAll(List.of("--port", "" + order.httpPort(), "--sslPort", "" + order.httpsPort()));
        command.addAll(List.of("--deploy", order.files().archive().toString(), "--contextroot", "/"));
        return command;
    }
}
