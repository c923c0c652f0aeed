package org.sluice.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where an operator types: a shell in which the server's own commands are found and reach this server. Where there is none
 * (Payara Micro), the commands are run inside the server.
 *
 * @param folder for the commands' own files
 */
public record Terminal(Control control, Management management, Path folder) {
    /** The page of the documentation about this kind of server. */
    public Path page() {
        return Setting.ROOT.path().resolve("docs").resolve(Kind.current().scripts() + ".md");
    }

    /** Whether applications come while the server runs, by a command. */
    public boolean deploysByCommand() {
        return Kind.current() != Kind.PAYARA_MICRO;
    }

    /** Runs lines as they would be typed at the root of the repository; each must succeed. */
    public void run(String lines) {
        var text = lines.replace("ear/target/sluice.ear", Setting.EAR.text());
        try {
            Files.createDirectories(folder);
            if (!deploysByCommand()) {
                management.run(Files.writeString(folder.resolve("commands"), text));
                return;
            }
            control.commands().forEach(this::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> variables = new HashMap<>(control.variables());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("PATH", folder + ":" + System.getenv("PATH"));
        var run = Run.of(List.of("sh", "-ec", "cd " + Setting.ROOT.path() + " && { " + text + "\n}"), variables);
        assertThat(run.code()).as("%s%n%s", text, run.output()).isZero();
    }

    /** A command that hands on what it is given. */
    private void write(String name, List<String> command) {
        try {
            Path file = Files.writeString(
                    folder.resolve(name), "#!/bin/sh\nexec '" + String.join("' '", command) + "' \"$@\"\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
