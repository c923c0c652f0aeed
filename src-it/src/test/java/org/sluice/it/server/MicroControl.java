package org.sluice.it.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Payara Micro inside a {@link MicroShell}.
 *
 * @param arguments of java, in a file that this makes
 */
record MicroControl(Server server, Path properties, Path arguments) implements Control {
    /** A word of a command: in quotes, or without blanks. */
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static final String JAR = "-jar";

    @Override
    public void prepare() {
        try {
            Path made = Prepared.of(Kind.PAYARA_MICRO).result();
            withShell(Files.readAllLines(made.resolve("options")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void prepareUntouched() {
        withShell(List.of(JAR, ""));
    }

    /** By the file for that, which has more than threads. */
    @Override
    public void prepareThreads() {
        var commands = server.kind().serverConfig().resolve("threads");
        withShell(List.of(JAR, "", "--prebootcommandfile", commands + ""));
    }

    /** The shell takes the place of the jar. */
    private void withShell(List<String> options) {
        int jar = options.indexOf(JAR);
        String classPath = Setting.PAYARA_MICRO_JAR.path() + System.getProperty("path.separator") + classes();
        var all = new ArrayList<>(options.subList(0, jar));
        all.addAll(List.of("-cp", "\"" + classPath + "\"", MicroShell.class.getName()));
        all.addAll(options.subList(jar + 2, options.size()));
        try {
            Files.write(arguments, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shell of the tests, which apply knows nothing of: see {@link PreparedMicro}. */
    @Override
    public Map<String, String> variables() {
        throw new IllegalStateException("not prepared by apply");
    }

    @Override
    public List<Path> prepared() {
        return List.of();
    }

    @Override
    public Path trustStore() {
        throw new IllegalStateException("not prepared by apply");
    }

    @Override
    public List<String> command() {
        var jar = Setting.PAYARA_MICRO_JAR.path();
        var command = new ArrayList<>(List.of(Control.java(), "-Xmx512m"));
        command.addAll(OwnServer.GC_CLEARS_SOFT_REFERENCES);
        command.addAll(openings(jar));
        command.add("@" + arguments);
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

    /** Commands are run inside the server, one after the other; that it has run one, it says on its console. */
    @Override
    public Management management(Process process) {
        return new PayaraManagement(
                command -> {
                    var answer = run(process, command);
                    if (!answer.contains(MicroShell.SUCCESS)) {
                        throw new IllegalStateException(command + ": " + answer);
                    }
                    return answer;
                },
                file -> lines(file).forEach(line -> run(process, arguments(line))));
    }

    private String run(Process process, List<String> command) {
        long before = answers().count();
        tell(process, "run " + String.join("\t", command));
        await(command + " to end")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> answers().count() > before);
        return answers().skip(before).findFirst().orElseThrow();
    }

    /** Commands of a file that the server may be given for its start; there, a command that fails stops none either. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> arguments(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    private Stream<String> answers() {
        return new Log(server.log().resolveSibling("console.log")).linesWith(MicroShell.ANSWER).stream();
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
