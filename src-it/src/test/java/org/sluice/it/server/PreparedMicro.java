package org.sluice.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Payara Micro as an operator starts it: with the folder that {@code apply} made, and with the application.
 *
 * @param folder that {@code apply} makes
 */
record PreparedMicro(Server server, Path folder, Path properties) implements Control {
    static PreparedMicro of(Server server, Path work, Path properties) {
        return new PreparedMicro(server, work, properties);
    }

    /** {@code apply} makes all of it. */
    @Override
    public void prepare() {}

    @Override
    public void prepareUntouched() {
        Tree.remove(folder);
    }

    @Override
    public Map<String, String> variables() {
        return Map.of("PAYARA_MICRO", Setting.PAYARA_MICRO_JAR.text(), "SLUICE_MICRO", folder + "");
    }

    @Override
    public List<Path> prepared() {
        return Stream.of("commands", "options", "keys.p12", "trust.p12", "passwords")
                .map(folder::resolve)
                .toList();
    }

    @Override
    public Path trustStore() {
        return folder.resolve("trust.p12");
    }

    @Override
    public List<String> command() {
        var command = new ArrayList<>(List.of(Control.java(), "-Xmx512m", "@" + folder.resolve("options")));
        command.addAll(List.of("--port", "" + server.httpPort(), "--sslPort", "" + server.httpsPort()));
        command.addAll(List.of("--nocluster", "--disablephonehome", "--systemproperties", properties.toString()));
        var log = server.log().toString();
        command.addAll(List.of("--logToFile", log.substring(0, log.length() - ".0".length())));
        command.addAll(List.of("--deploy", server.kind().archive() + "", "--contextroot", "/"));
        return command;
    }

    /**
     * For who starts Payara Micro by other means than {@link #command()}.
     *
     * @param options gets the options of the JVM among those that {@code apply} made
     * @param commands gets its commands, and more behind them
     */
    void handOver(Path options, Path commands, Path more) {
        try {
            Files.write(
                    options,
                    Files.readAllLines(folder.resolve("options")).stream()
                            .takeWhile(option -> !option.equals("-jar"))
                            .toList());
            Files.writeString(commands, Files.readString(folder.resolve("commands")) + Files.readString(more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It starts with it. */
    @Override
    public void deploy(Process process, Path archive) {}

    @Override
    public void undeploy(Process process) {
        throw new IllegalStateException("it starts and ends with it");
    }

    @Override
    public Management management(Process process) {
        throw new IllegalStateException("it has none from outside");
    }
}
