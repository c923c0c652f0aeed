package org.sluice.it.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper;
import org.jboss.as.controller.client.helpers.standalone.ServerDeploymentHelper.ServerDeploymentException;

/** A standalone WildFly with a base folder of its own, controlled by its management interface. */
record WildFlyControl(Server server, int admin, Path base, Path properties) implements Control {
    private static final String APPLICATION = "sluice.ear";
    private static final Duration BOOT = Duration.ofMinutes(2);

    @Override
    public void prepare() {
        Tree.copy(Prepared.of(Kind.WILDFLY).result(), base, path -> true);
    }

    @Override
    public void prepareUntouched() {
        Tree.copy(Setting.WILDFLY_HOME.path().resolve("standalone"), base, path -> true);
    }

    @Override
    public Map<String, String> variables() {
        return Map.of(
                "JBOSS_HOME", Setting.WILDFLY_HOME.text(),
                "JBOSS_BASE_DIR", base + "",
                "SLUICE_CONTROLLER", "127.0.0.1:" + admin);
    }

    @Override
    public Map<String, List<String>> commands() {
        return Map.of("jboss-cli.sh", WildFlyManagement.cli(admin));
    }

    @Override
    public List<Path> prepared() {
        Path config = base.resolve("configuration");
        return Stream.of(
                        "standalone.xml",
                        "application-users.properties",
                        "application-roles.properties",
                        "sluice.p12",
                        "sluice-clients.p12",
                        "sluice-keys.p12",
                        "sluice-trust.p12")
                .map(config::resolve)
                .toList();
    }

    @Override
    public Path trustStore() {
        return base.resolve("configuration/sluice-trust.p12");
    }

    @Override
    public List<String> command() {
        var home = Setting.WILDFLY_HOME.path();
        var command = new ArrayList<>(List.of(Control.java(), "-Xmx512m"));
        command.addAll(OwnServer.GC_CLEARS_SOFT_REFERENCES);
        command.addAll(List.of(
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.server.log.dir=" + server.log().getParent(),
                "-Dorg.jboss.boot.log.file=" + server.log(),
                "-Dlogging.configuration=file:" + base.resolve("configuration/logging.properties"),
                "-Djboss.http.port=" + server.httpPort(),
                "-Djboss.https.port=" + server.httpsPort(),
                "-Djboss.management.http.port=" + admin));
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar") + "", "-mp", home.resolve("modules") + ""));
        command.addAll(List.of("org.jboss.as.standalone", "--properties=" + properties));
        return command;
    }

    @Override
    public void deploy(Process process, Path archive) {
        untilBooted();
        tell(deployments -> {
            try (InputStream content = Files.newInputStream(archive)) {
                deployments.deploy(archive.getFileName().toString(), content);
            }
        });
    }

    @Override
    public void undeploy(Process process) {
        tell(deployments -> deployments.undeploy(APPLICATION));
    }

    @Override
    public Management management(Process process) {
        return new WildFlyManagement(admin);
    }

    /** It listens, and takes orders, before it has booted; an order of that time may be dropped without a word. */
    private void untilBooted() {
        await(server + " to have booted")
                .atMost(BOOT)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> !new WildFlyManagement(admin).state().equals("starting"));
    }

    private void tell(Order order) {
        try (var client = ModelControllerClient.Factory.create("127.0.0.1", admin)) {
            order.give(new ServerDeploymentHelper(client));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServerDeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Order {
        void give(ServerDeploymentHelper deployments) throws IOException, ServerDeploymentException;
    }
}
