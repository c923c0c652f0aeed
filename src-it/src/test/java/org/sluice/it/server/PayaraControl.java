package org.sluice.it.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A domain of Payara Server, controlled by its REST interface. */
record PayaraControl(PayaraHome home) implements Control {
    @Override
    public void prepare() {
        home.makeLike(Prepared.of(Kind.PAYARA_SERVER).result());
    }

    @Override
    public void prepareUntouched() {
        home.makeUntouched();
    }

    @Override
    public void prepareThreads() {
        home.makeWithThreads();
    }

    @Override
    public Map<String, String> variables() {
        return Map.of(
                "PAYARA_HOME", home.home() + "",
                "PAYARA_DOMAIN", PayaraHome.DOMAIN,
                "AS_ADMIN_PORT", home.admin() + "");
    }

    @Override
    public Map<String, List<String>> commands() {
        return Map.of("asadmin", asadmin(List.of()));
    }

    @Override
    public List<Path> prepared() {
        Path config = home.domain().resolve("config");
        return List.of(config.resolve("domain.xml"), config.resolve("keystore.p12"), config.resolve("cacerts.p12"));
    }

    @Override
    public Path trustStore() {
        return home.domain().resolve("config/cacerts.p12");
    }

    @Override
    public void endWhatApplyStarted() {
        home.end();
    }

    /** What {@code start-domain} would run. It prints one argument per line, between a headline and an empty line. */
    @Override
    public List<String> command() {
        try {
            var dryRun = new ProcessBuilder(
                            Control.java(), "-jar", asadmin() + "", "start-domain", "--dry-run", PayaraHome.DOMAIN)
                    .redirectErrorStream(true)
                    .start();
            var text = new String(dryRun.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var command = new ArrayList<>(
                    text.lines().skip(1).takeWhile(line -> !line.isBlank()).toList());
            command.addAll(1, OwnServer.GC_CLEARS_SOFT_REFERENCES);
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It reads a master password to the end of the input before it goes on; without one, it takes its default. */
    @Override
    public Redirect input() {
        return Redirect.from(new File("/dev/null"));
    }

    /**
     * The thread that writes the log of the virtual server ({@code FileLoggerHandler}) starts while the first application
     * is deployed, takes that application's class loader for its own, and keeps it as long as the server lives. So an
     * empty one comes first: what stays later is not the server's doing.
     */
    @Override
    public void settle(Path folder) {
        var file = folder.resolve("first.war");
        ShrinkWrap.create(WebArchive.class, "first.war")
                .addAsWebResource(new StringAsset("first"), "index.html")
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        deploy(file);
        say(request("/first").DELETE());
    }

    @Override
    public void deploy(Process server, Path archive) {
        deploy(archive);
    }

    private void deploy(Path archive) {
        var form = "id=" + URLEncoder.encode(archive.toString(), StandardCharsets.UTF_8);
        say(request("")
                .POST(BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded"));
    }

    @Override
    public void undeploy(Process server) {
        say(request("/sluice").DELETE());
    }

    @Override
    public Management management(Process server) {
        var session = new AsadminSession(asadmin(List.of("multimode", "--file", "/dev/stdin")), server);
        return new PayaraManagement(session::run, session::runFile);
    }

    private List<String> asadmin(List<String> command) {
        var all = new ArrayList<>(List.of(Control.java(), "-jar", asadmin() + "", "--port", home.admin() + ""));
        all.addAll(command);
        return all;
    }

    private Path asadmin() {
        return home.home().resolve("glassfish/modules/admin-cli.jar");
    }

    private HttpRequest.Builder request(String application) {
        var applications = "http://127.0.0.1:" + home.admin() + "/management/domain/applications/application";
        return HttpRequest.newBuilder(URI.create(applications + application))
                .header("X-Requested-By", "sluice")
                .header("Accept", "application/json");
    }

    private static void say(HttpRequest.Builder request) {
        var answer = Ask.send(request.timeout(Duration.ofSeconds(90)).build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer + " " + answer.body());
        }
    }
}
