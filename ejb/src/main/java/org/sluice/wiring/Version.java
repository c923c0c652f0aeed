package org.sluice.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * The version this application was built as. It is read from a resource that the build fills in, because the manifest
 * of the EJB jar is lost where its classes are unpacked into a WAR.
 */
public final class Version {
    private static final String CURRENT = read();

    private Version() {}

    /** The version, such as {@code 1.4.0}. Any thread. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        var properties = new Properties();
        try (var in = Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
