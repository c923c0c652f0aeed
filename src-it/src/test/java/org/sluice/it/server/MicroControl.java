package org.sluice.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;

/** Payara Micro inside a {@link MicroShell}. */
record MicroControl(Server server, Path properties) implements Control {
    @Override
    public List<String> command() {
        var jar = Setting.PAYARA_MICRO_JAR.path();
        var command = new ArrayList<>(List.of(Control.java(), "-Xmx512m"));
        command.addAll(OwnServer.GC_CLEARS_SOFT_REFERENCES);
        command.addAll(openings(jar));
        command.addAll(
                List.of("-cp", jar + System.getProperty("path.separator") + classes(), MicroShell.class.getName()));
        command.addAll(List.of("--port", "" + server.httpPort(), "--sslPort", "" + server.httpsPort()));
        command.addAll(List.of("--nocluster", "--disablephonehome", "--systemproperties", properties.toString()));
        var log = server.log().toString();
        command.addAll(List.of("--logToFile", log.substring(0, log.length() - ".0".length())));
        return command;
    }

    @Override
    public void deploy(Process process, Path archive) {
        tell(process, "deploy " + archive);
    }

    @Override
    public void undeploy(Process process) {
        tell(process, "undeploy");
    }

    private static void tell(Process process, String line) {
        try {
            var in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its manifest opens of the JDK, which {@code java} reads with {@code -jar} only. */
    private static List<String> openings(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest().getMainAttributes();
            var options = new ArrayList<String>();
            for (var option : List.of("Add-Opens", "Add-Exports")) {
                for (var opened : manifest.getValue(option).split(" ", -1)) {
                    options.add("--" + option.toLowerCase(Locale.ROOT) + "=" + opened + "=ALL-UNNAMED");
                }
            }
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path classes() {
        try {
            return Path.of(MicroShell.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
