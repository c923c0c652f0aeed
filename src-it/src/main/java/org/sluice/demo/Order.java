package org.sluice.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The options of the demo.
 *
 * @param httpPort of the server
 * @param httpsPort of the server
 * @param away how long a stopped member stays away
 * @param files where the build put what is run
 * @param properties system properties for the balancer, as the visitor gave them; {@code sluice.members} among them means that
 *     no members of ours are wanted
 */
record Order(int httpPort, int httpsPort, Duration away, Files files, Map<String, String> properties) {
    private static final String MEMBERS = "sluice.members";
    private static final String HTTP_PORT = "sluice.http.port";
    private static final String HTTPS_PORT = "sluice.https.port";

    /** Prefixes of properties that are for the build or for this program, not for the balancer. */
    private static final List<String> NOT_WORDS =
            List.of(HTTP_PORT, HTTPS_PORT, "sluice.demo", "sluice.it.", "sluice.long", "sluice.root");

    /**
     * What is run.
     *
     * @param server the jar of Payara Micro
     * @param archive the balancer, as a WAR
     * @param log what the server says
     */
    record Files(Path server, Path archive, Path log) {}

    Order {
        properties = Map.copyOf(properties);
    }

    /**
     * Read from the system properties.
     *
     * @throws Refused if one is missing or makes no sense
     */
    static Order of(Properties given) throws WrongArgument {
        return new Order(
                port(given, HTTP_PORT, "8080"),
                port(given, HTTPS_PORT, "8443"),
                Duration.ofSeconds(number(given, "sluice.demo.away", "20", 3600)),
                new Files(
                        path(given, "sluice.demo.server"),
                        path(given, "sluice.demo.archive"),
                        path(given, "sluice.demo.log")),
                properties(given));
    }

    /** True if members have to be started. */
    boolean wantsMembers() {
        return !properties.containsKey(MEMBERS);
    }

    /** All properties of the balancer; {@code ours} are the members that were started for it. */
    Map<String, String> wordsWith(List<URI> ours) {
        Map<String, String> all = new TreeMap<>(properties);
        if (!ours.isEmpty()) {
            all.put(MEMBERS, String.join(",", ours.stream().map(URI::toString).toList()));
        }
        all.putIfAbsent("sluice.heartbeat", "10s");
        all.put("sluice.demo", "true");
        return all;
    }

    private static Map<String, String> properties(Properties given) {
        Map<String, String> properties = new TreeMap<>();
        for (String name : given.stringPropertyNames()) {
            if (name.startsWith("sluice.") && NOT_WORDS.stream().noneMatch(name::startsWith)) {
                properties.put(name, given.getProperty(name));
            }
        }
        return properties;
    }

    private static int port(Properties given, String name, String usual) throws WrongArgument {
        return number(given, name, usual, 65535);
    }

    private static int number(Properties given, String name, String usual, int most) throws WrongArgument {
        String text = given.getProperty(name, usual).strip();
        if (text.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new WrongArgument(name + ": " + text + " (expected: a number from 1 to " + most + ")");
    }

    private static Path path(Properties given, String name) throws WrongArgument {
        String text = given.getProperty(name);
        if (text == null) {
            throw new WrongArgument(name + ": missing (expected: a path; the build gives it)");
        }
        return Path.of(text).toAbsolutePath();
    }
}
