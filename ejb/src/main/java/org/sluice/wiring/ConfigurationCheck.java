package org.sluice.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.sluice.config.ConfigurationReader;
import org.sluice.config.EffectiveValue;
import org.sluice.config.ReadResult;
import org.sluice.grammar.Problem;
import org.sluice.grammar.RawEntry;
import org.sluice.jndi.OperatorEntries;

/**
 * Checks a configuration without a server: {@code java -jar sluice-ejb.jar check FILE}. The file holds system properties, which
 * are read as in a server. Prints every value in force, or every mistake.
 */
public final class ConfigurationCheck {
    private static final int VALID = 0;
    private static final int INVALID = 1;
    private static final int MISUSED = 2;
    private static final String USAGE =
            """
            usage: java -jar sluice-ejb.jar check FILE
            FILE holds lines such as
                sluice.pools.chat=members=ws://10.0.0.1:8080; policy=least-connections
                sluice.rules.chat=path=/chat/*; pool=chat
            prints every value in force and ends with 0, or prints every mistake and ends with 1""";

    private ConfigurationCheck() {}

    /** Ends the process with 0 if the file is valid, 1 if it is not, 2 if it cannot be read. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, utf8(System.out), utf8(System.err)));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length != 2 || !arguments[0].equals("check")) {
            err.println(USAGE);
            return MISUSED;
        }
        Properties written = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[1]))) {
            written.load(in);
        } catch (IOException | InvalidPathException e) {
            err.println("cannot be read: " + e);
            return MISUSED;
        } catch (IllegalArgumentException e) {
            err.println(arguments[1] + ": " + e.getMessage() + " (expected: the syntax of .properties files)");
            return INVALID;
        }
        return check(
                new OperatorEntries(Optional::empty, () -> written, ManagementFactory.getPlatformMBeanServer()),
                out,
                err);
    }

    private static int check(OperatorEntries source, PrintStream out, PrintStream err) {
        var entries = source.read();
        if (entries.isEmpty()) {
            err.println("no entry (expected: lines that begin with " + RawEntry.SHORTHAND + ".)");
            return INVALID;
        }
        ReadResult reading = new ConfigurationReader().read(entries);
        reading.warnings().forEach(warning -> err.println("warning: " + warning));
        if (reading instanceof ReadResult.Accepted accepted) {
            accepted.inForce().stream().map(EffectiveValue::toString).forEach(out::println);
            return VALID;
        }
        if (reading instanceof ReadResult.Rejected rejected) {
            rejected.problems().stream().map(Problem::toString).forEach(err::println);
        }
        return INVALID;
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
