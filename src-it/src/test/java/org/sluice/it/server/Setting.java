package org.sluice.it.server;

import java.nio.file.Path;

/** What the build tells the tests (src-it/pom.xml), by name. */
enum Setting {
    EAR("sluice.it.ear"),
    MICRO_WAR("sluice.it.micro.war"),
    ROOT("sluice.it.root"),
    WORK("sluice.it.work"),
    PREPARED("sluice.it.prepared"),
    LOGS("sluice.it.logs"),
    MICRO_COMMANDS("sluice.it.micro.commands"),
    SERVER_PROPERTIES("sluice.it.server.properties"),
    PAYARA_MICRO_JAR("sluice.it.payara.micro.jar"),
    PAYARA_SERVER_HOME("sluice.it.payara.server.home"),
    WILDFLY_HOME("sluice.it.wildfly.home"),
    HTTP_PORT("sluice.it.http.port"),
    HTTPS_PORT("sluice.it.https.port"),
    ADMIN_PORT("sluice.it.admin.port"),
    LAUNCH("arquillian.launch");

    private final String property;

    Setting(String property) {
        this.property = property;
    }

    String text() {
        var value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(property + ": missing (expected: set by src-it/pom.xml)");
        }
        return value;
    }

    Path path() {
        return Path.of(text());
    }

    int port() {
        return Integer.parseInt(text());
    }
}
