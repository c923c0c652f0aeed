package org.sluice.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The ports of a domain of Payara, by what they are for. They are kept in a file beside the domain, so that who copies it can give
 * the copy others: the server writes its file anew, in an order of its own.
 *
 * @param byUse each one
 */
record PayaraPorts(Map<String, Integer> byUse) {
    private static final String FILE = "ports.properties";

    /** What stands in the file as it comes. The first of each is the one of the server, the later ones belong to a template. */
    private static final Map<String, String> FRESH = Map.of(
            "<network-listener port=\"8080\"", "<network-listener address=\"127.0.0.1\" port=\"@http@\"",
            "<network-listener port=\"8181\"", "<network-listener address=\"127.0.0.1\" port=\"@https@\"",
            "<network-listener port=\"4848\"", "<network-listener address=\"127.0.0.1\" port=\"@admin@\"",
            "port=\"3700\"", "port=\"@iiop@\"",
            "port=\"3820\"", "port=\"@iiop-tls@\"",
            "port=\"3920\"", "port=\"@iiop-mutual@\"",
            "port=\"8686\"", "port=\"@jmx@\"",
            "start-port=\"5900\" das-port=\"4900\"", "start-port=\"@grid@\" das-port=\"@grid-admin@\"",
            "telnet.port=6666", "telnet.port=@telnet@",
            "\"JMS_PROVIDER_PORT\" value=\"7676\"", "\"JMS_PROVIDER_PORT\" value=\"@jms@\"");

    PayaraPorts {
        byUse = Map.copyOf(byUse);
    }

    /** These, and free ones for what the tests do not speak to. */
    static PayaraPorts of(int http, int https, int admin) {
        Map<String, Integer> byUse = new HashMap<>(Map.of("http", http, "https", https, "admin", admin));
        for (String use : "iiop iiop-tls iiop-mutual jmx grid grid-admin telnet jms".split(" ", -1)) {
            byUse.put(use, Ports.free());
        }
        return new PayaraPorts(byUse);
    }

    /** Those of the domain in this home. */
    static PayaraPorts of(Path home) {
        var kept = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve(FILE))) {
            kept.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Integer> byUse = new HashMap<>();
        kept.forEach((use, port) -> byUse.put((String) use, Integer.valueOf((String) port)));
        return new PayaraPorts(byUse);
    }

    void keepIn(Path home) {
        var kept = new Properties();
        byUse.forEach((use, port) -> kept.setProperty(use, "" + port));
        try (OutputStream out = Files.newOutputStream(home.resolve(FILE))) {
            kept.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts them into a domain's file as it comes from the archive. */
    String intoFresh(String domainXml) {
        var xml = domainXml;
        for (var fresh : FRESH.entrySet()) {
            xml = xml.replace(fresh.getKey(), fresh.getValue());
        }
        return intoMarks(xml);
    }

    /** Puts them in the place of others. */
    String inPlaceOf(PayaraPorts others, String domainXml) {
        var xml = domainXml;
        for (var other : others.byUse().entrySet()) {
            xml = xml.replaceAll("\\b" + other.getValue() + "\\b", "@" + other.getKey() + "@");
        }
        return intoMarks(xml);
    }

    private String intoMarks(String text) {
        var xml = text;
        for (var mine : byUse.entrySet()) {
            xml = xml.replace("@" + mine.getKey() + "@", "" + mine.getValue());
        }
        return xml;
    }
}
