package org.sluice.it.server;

import java.nio.file.Path;
import java.util.stream.Stream;

/** The servers that the archives are proven on. */
public enum Kind {
    PAYARA_MICRO("payara-micro"),
    PAYARA_SERVER("payara-server"),
    WILDFLY("wildfly");

    private final String qualifier;

    Kind(String qualifier) {
        this.qualifier = qualifier;
    }

    /** The one that this run is about. */
    public static Kind current() {
        var launch = Setting.LAUNCH.text();
        return Stream.of(values())
                .filter(kind -> kind.qualifier.equals(launch))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("arquillian.launch: " + launch + " (expected: a server)"));
    }

    /** Its name in the build, in arquillian.xml and in the logs' folder. */
    public String qualifier() {
        return qualifier;
    }

    /** The name of its folder in {@code server-config}. */
    String scripts() {
        return this == PAYARA_SERVER ? "payara" : qualifier;
    }

    /** That folder. */
    Path serverConfig() {
        return Setting.ROOT.path().resolve("server-config").resolve(scripts());
    }

    /** The log of the server called {@code name}: its qualifier, or that and a suffix for servers of a test's own. */
    Path log(String name) {
        // Payara Micro numbers its logs, the present one with 0
        return Setting.LOGS.path().resolve(name).resolve(this == PAYARA_MICRO ? "server.log.0" : "server.log");
    }

    /** Where the server is, as it came from its archive; its version is in the name. */
    Path home() {
        return switch (this) {
            case PAYARA_MICRO -> Setting.PAYARA_MICRO_JAR.path();
            case PAYARA_SERVER -> Setting.PAYARA_SERVER_HOME.path();
            case WILDFLY -> Setting.WILDFLY_HOME.path();
        };
    }

    /** Payara Micro deploys no EAR. */
    public Path archive() {
        return this == PAYARA_MICRO ? Setting.MICRO_WAR.path() : Setting.EAR.path();
    }
}
