package org.sluice.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A server of a test's own, of the kind that this run is about: for what the shared one cannot do, such as living
 * without Sluice, with other system properties, or not surviving. It has ports, a folder and a log of its own.
 * {@link #close()} ends it; so does the end of this JVM.
 */
public final class OwnServer implements AutoCloseable {
    /** Or classes that nobody but a cache knows would stay for hours. */
    static final List<String> GC_CLEARS_SOFT_REFERENCES = List.of("-XX:SoftRefLRUPolicyMSPerMB=0");

    private static final Duration BOOT = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Server server;
    private final Control control;
    private final Process process;

    /** What a test does while its server is in some state. */
    @FunctionalInterface
    public interface Meanwhile {
        void run() throws IOException;
    }

    private OwnServer(Server server, Control control, Process process) {
        this.server = server;
        this.control = control;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end " + server));
    }

    /**
     * Starts one as {@code apply} of {@code server-config} makes it, without an application in it, and returns when it listens.
     *
     * @param name tells its folder and log from those of the other servers of this run
     * @param properties the system properties it starts with
     */
    public static OwnServer start(String name, Map<String, String> properties) {
        return start(Kind.current(), name, properties, Control::prepare);
    }

    /** A prepared server of {@code kind}: it has the tests' key, and speaks TLS 1.3. */
    public static OwnServer prepared(Kind kind, String name, Map<String, String> properties) {
        return start(kind, name, properties, Control::prepare);
    }

    /** A server that is as it comes from its archive, but for its ports and {@code properties}. */
    public static OwnServer untouched(String name, Map<String, String> properties) {
        return start(Kind.current(), name, properties, Control::prepareUntouched);
    }

    /** A server of any kind with so many request threads that handshakes need not wait for one. */
    public static OwnServer withThreads(Kind kind, String name, Map<String, String> properties) {
        return start(kind, name, properties, Control::prepareThreads);
    }

    /** As {@link #start(String, Map)}, with native memory tracking in its JVM. */
    public static OwnServer keepingAccount(String name, Map<String, String> properties) {
        var options = List.of("-XX:NativeMemoryTracking=summary");
        return start(Kind.current(), name, properties, Control::prepare, options);
    }

    private static OwnServer start(Kind kind, String name, Map<String, String> properties, Consumer<Control> prepare) {
        return start(kind, name, properties, prepare, List.of());
    }

    private static OwnServer start(
            Kind kind, String name, Map<String, String> properties, Consumer<Control> prepare, List<String> options) {
        var server = server(kind, name);
        var control = control(server, work(server), properties);
        prepare.accept(control);
        return launched(server, control, options);
    }

    /** A server fresh from its archive, which {@code apply} is going to prepare and which is then started. */
    public static FreshServer fresh(String name, Function<Server, Map<String, String>> propertiesFor) {
        var server = server(Kind.current(), name);
        var work = work(server);
        var properties = propertiesFor.apply(server);
        var control = server.kind() == Kind.PAYARA_MICRO
                ? PreparedMicro.of(server, work, file(work, properties(properties)))
                : control(server, work, properties);
        control.prepareUntouched();
        return new FreshServer(server, control);
    }

    static OwnServer launched(Server server, Control control) {
        return launched(server, control, List.of());
    }

    private static OwnServer launched(Server server, Control control, List<String> options) {
        var own = new OwnServer(server, control, launch(control, server, options));
        own.untilItListens();
        return own;
    }

    private static Server server(Kind kind, String name) {
        var server = new Server(kind, Ports.free(), Ports.free(), kind.log(kind.qualifier() + "-" + name));
        Tree.folderFor(server.log());
        return server;
    }

    private static Path work(Server server) {
        return Setting.WORK.path().resolve(folder(server));
    }

    private static Path folder(Server server) {
        return Objects.requireNonNull(server.log().getParent()).getFileName();
    }

    /** Where it is. */
    public Server server() {
        return server;
    }

    public Log log() {
        return new Log(server.log());
    }

    /** Where it tells of what most operators leave out: Payara Micro keeps that for its console. */
    public Log fineLog() {
        return server.kind() == Kind.PAYARA_MICRO ? new Log(console(server)) : log();
    }

    public long pid() {
        return process.pid();
    }

    /** The PKCS 12 store of those whom it trusts; of a {@link #fresh} one. */
    public Path trustStore() {
        return control.trustStore();
    }

    /** Runs {@code apply} while the server runs, and returns its output; on Payara that would restart it. */
    public String applyAgain(Map<String, String> variables) {
        return new Apply(server.kind(), control, variables).run();
    }

    /** For who looks at what an application leaves behind: see {@link Control#settle}. */
    public void settle() {
        control.settle(Objects.requireNonNull(server.log().getParent()));
    }

    /** Deploys the archive that this kind takes, and returns when it answers. */
    public void deploy() {
        deploy(server.kind().archive());
        Ask.untilAlive(server);
    }

    /** Deploys an archive other than Sluice's, and returns when the server has taken it. */
    public void deploy(Path archive) {
        control.deploy(process, archive);
    }

    /** Deploys what cannot start, and returns when the server has refused it, in whatever way. */
    public void deployInVain() {
        try {
            control.deploy(process, server.kind().archive());
        } catch (IllegalStateException e) {
            // some say so to who deploys, all in the log
        }
    }

    /** The server's own management. */
    public Management management() {
        return control.management(process);
    }

    /** Where an operator of this server types. */
    public Terminal terminal() {
        return new Terminal(control, management(), Setting.WORK.path().resolve(folder(server) + "-terminal"));
    }

    /** Edits or removes a stored binding as WildFly's console does; only there. */
    public void editInConsole(String entry, Map<String, String> keys) {
        ((WildFlyManagement) management()).edit(entry, keys);
    }

    /** See {@link #editInConsole}. */
    public void removeInConsole(String entry) {
        ((WildFlyManagement) management()).removeInConsole(entry);
    }

    /** What the server says of itself; only WildFly does. */
    public String state() {
        return ((WildFlyManagement) management()).state();
    }

    /** Lets the server take no more requests while {@code meanwhile} runs; only WildFly can. */
    public void suspendedFor(Meanwhile meanwhile) throws IOException {
        var wildFly = (WildFlyManagement) management();
        wildFly.suspend();
        try {
            meanwhile.run();
        } finally {
            wildFly.resume();
        }
    }

    /** Returns when Sluice answers no more. */
    public void undeploy() {
        control.undeploy(process);
        await("no answer at " + server.http("/sluice/health/live"))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(
                                Ask.get(server.http("/sluice/health/live")).statusCode())
                        .isNotEqualTo(200));
    }

    /** Asks it to end, and makes it end after a while. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void untilItListens() {
        await(server + " to listen; see " + log().file())
                .atMost(BOOT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(UncheckedIOException.class)
                .untilAsserted(() -> {
                    assertThat(process.isAlive()).as("process " + pid()).isTrue();
                    Ask.get(server.http("/"));
                });
    }

    private static Control control(Server server, Path work, Map<String, String> properties) {
        var all = properties(properties);
        return switch (server.kind()) {
            case PAYARA_MICRO ->
                new MicroControl(server, file(work, all), work.resolveSibling(work.getFileName() + ".arguments"));
            case PAYARA_SERVER ->
                new PayaraControl(
                        new PayaraHome(work, server.httpPort(), server.httpsPort(), Ports.free(), all, server.log()));
            case WILDFLY -> new WildFlyControl(server, Ports.free(), work, file(work, all));
        };
    }

    private static Properties properties(Map<String, String> properties) {
        var all = new Properties();
        all.putAll(properties);
        return all;
    }

    private static Path file(Path work, Properties properties) {
        var file = work.resolveSibling(work.getFileName() + ".properties");
        Tree.folderFor(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Control control, Server server, List<String> options) {
        var command = new ArrayList<>(control.command());
        command.addAll(1, options);
        try {
            return new ProcessBuilder(command)
                    .redirectInput(control.input())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(console(server).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path console(Server server) {
        return server.log().resolveSibling("console.log");
    }
}
