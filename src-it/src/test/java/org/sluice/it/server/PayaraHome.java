package org.sluice.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * A working copy of Payara Server with a domain called {@value #DOMAIN}, so that the unpacked one stays as it was. The
 * jars, which are never written to, are linked where the file system can.
 *
 * @param home where the copy goes
 * @param http port of the plain listener
 * @param https port of the TLS listener
 * @param admin port for asadmin
 * @param properties the system properties of the server
 * @param log where it writes its log
 */
record PayaraHome(Path home, int http, int https, int admin, Properties properties, Path log) {
    static final String DOMAIN = "it";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

    /** The home named in arquillian.xml. */
    static PayaraHome forArquillian() {
        return new PayaraHome(
                Setting.WORK.path().resolve("payara6"),
                Setting.HTTP_PORT.port(),
                Setting.HTTPS_PORT.port(),
                Setting.ADMIN_PORT.port(),
                read(Setting.SERVER_PROPERTIES.path()),
                Server.current().log());
    }

    /** With as many request threads as Payara Micro has, and nothing else that {@code server-config} does. */
    void makeWithThreads() {
        makeUntouched();
        // As server-config/payara/threads does it.
        rewrite(
                "domain.xml",
                xml -> xml.replace(
                        "name=\"http-thread-pool\" max-queue",
                        "name=\"http-thread-pool\" max-thread-pool-size=\"200\" max-queue"));
    }

    /** But for its ports and system properties. Anew, if there is one of an earlier boot. */
    void makeUntouched() {
        unpack();
        var ports = PayaraPorts.of(http, https, admin);
        ports.keepIn(home);
        rewrite("domain.xml", xml -> withProperties(ports.intoFresh(xml)));
    }

    /** As {@code apply} of {@code server-config} has made another one, and the tests' users in it. */
    void makeLike(Path prepared) {
        unpack();
        Path config = new PayaraHome(prepared, http, https, admin, properties, log)
                .domain()
                .resolve("config");
        for (String file : List.of("domain.xml", "keystore.p12", "cacerts.p12", "keyfile")) {
            copy(config.resolve(file), domain().resolve("config").resolve(file));
        }
        var ports = PayaraPorts.of(http, https, admin);
        rewrite("domain.xml", xml -> withProperties(ports.inPlaceOf(PayaraPorts.of(prepared), xml)));
        rewrite("keyfile", users -> users + resource("/realm/keyfile"));
    }

    private void unpack() {
        Path from = Setting.PAYARA_SERVER_HOME.path();
        Path domains = Path.of("glassfish", "domains");
        Tree.copy(from, home, path -> !path.startsWith(domains) && !path.startsWith("mq"));
        Tree.copy(from.resolve(domains).resolve("domain1"), domain(), path -> true);
        rewrite("logging.properties", text -> text.replace("${com.sun.aas.instanceRoot}/logs/server.log", log + ""));
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the domain if it runs. Its adapter does not after a second boot (a test that is run once more), and it would keep
     * its ports from the servers after it.
     */
    void end() {
        Path pid = domain().resolve("config").resolve("pid");
        try {
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).trim()))
                        .filter(ProcessHandle::destroy)
                        .ifPresent(process -> process.onExit()
                                .orTimeout(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                                .exceptionally(late -> process)
                                .join()
                                .destroyForcibly());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path domain() {
        return home.resolve("glassfish").resolve("domains").resolve(DOMAIN);
    }

    private String withProperties(String domainXml) {
        return domainXml.replaceFirst("</server>", Matcher.quoteReplacement(propertyElements() + "</server>"));
    }

    private String propertyElements() {
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(name -> "<system-property name=\"" + name + "\" value=\"" + escaped(properties.getProperty(name))
                        + "\"/>\n")
                .collect(Collectors.joining());
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private void rewrite(String name, UnaryOperator<String> change) {
        Path file = domain().resolve("config").resolve(name);
        try {
            Files.writeString(file, change.apply(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PayaraHome.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
