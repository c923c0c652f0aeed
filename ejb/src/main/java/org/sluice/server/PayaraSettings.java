package org.sluice.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The settings of a Payara domain, read from its {@code domain.xml}. Used by one thread. */
final class PayaraSettings {
    private static final String CONFIG = "server-config";
    private static final String ADMIN = "admin-listener";
    /** The default of {@code max-thread-pool-size}. */
    private static final int DEFAULT_THREADS = 5;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    /** The settings of the server; empty ones if the file has an unexpected form. */
    private final Optional<Element> config;

    private final Map<String, String> variables = new HashMap<>();

    private PayaraSettings(Optional<Element> config) {
        this.config = config;
        all("system-property").forEach(set -> variables.put(set.getAttribute("name"), set.getAttribute("value")));
    }

    static PayaraSettings read(Path file) {
        try {
            var parsers = DocumentBuilderFactory.newInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element root = parsers.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            return new PayaraSettings(elements(root, "config")
                    .filter(config -> config.getAttribute("name").equals(CONFIG))
                    .findFirst());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            return new PayaraSettings(Optional.empty());
        }
    }

    ServerSettings facts(String scripts, OptionalLong descriptors) {
        return new ServerSettings(scripts, requestThreads(), listeners(), writeBuffer(), descriptors, http());
    }

    private OptionalInt requestThreads() {
        return named("thread-pool", "http-thread-pool")
                .map(pool -> number(pool, "max-thread-pool-size"))
                .map(most -> most.isPresent() ? most : OptionalInt.of(DEFAULT_THREADS))
                .orElse(OptionalInt.empty());
    }

    private OptionalInt writeBuffer() {
        return named("transport", "tcp")
                .map(transport -> number(transport, "socket-write-buffer-size"))
                .map(bytes -> bytes.isPresent() ? bytes : OptionalInt.of(-1))
                .orElse(OptionalInt.empty());
    }

    private List<ServerSettings.Http> http() {
        List<ServerSettings.Http> found = new ArrayList<>();
        serving()
                .map(listener -> named("protocol", value(listener, "protocol")))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(protocol ->
                        elements(protocol, "http").findFirst().ifPresent(http -> judge(protocol, http, found)));
        if (config.isPresent()) {
            PayaraHttp.judge(found);
        }
        return found;
    }

    private void judge(Element protocol, Element http, List<ServerSettings.Http> found) {
        String listener = protocol.getAttribute("name");
        PayaraHttp.judge(listener, name -> value(http, name), found);
        if (!value(protocol, "security-enabled").equals("true")) {
            PayaraHttp.judgePlain(listener, name -> value(http, name), found);
        }
    }

    private Stream<Element> serving() {
        return all("network-listener")
                .filter(listener -> !listener.getAttribute("name").equals(ADMIN))
                .filter(listener -> !value(listener, "enabled").equals("false"));
    }

    private List<ServerSettings.Listener> listeners() {
        List<ServerSettings.Listener> found = new ArrayList<>();
        serving().forEach(listener -> {
            Optional<Element> protocol = named("protocol", value(listener, "protocol"));
            boolean secure = protocol.map(of -> value(of, "security-enabled").equals("true"))
                    .orElse(false);
            found.add(new ServerSettings.Listener(
                    listener.getAttribute("name"),
                    number(listener, "port").orElse(0),
                    secure,
                    0, // its listeners set no timeout on upgraded connections
                    secure && KeyFiles.isSelfSigned(protocol.map(this::nickname).orElse(""))));
        });
        return found;
    }

    private String nickname(Element protocol) {
        return elements(protocol, "ssl")
                .map(ssl -> value(ssl, "cert-nickname"))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("s1as");
    }

    private Optional<Element> named(String tag, String name) {
        return all(tag).filter(element -> element.getAttribute("name").equals(name))
                .findFirst();
    }

    private Stream<Element> all(String tag) {
        return config.stream().flatMap(of -> elements(of, tag));
    }

    private OptionalInt number(Element element, String attribute) {
        String text = value(element, attribute);
        return text.matches("-?[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** Replaces the variables that this file or the process defines. */
    private String value(Element element, String attribute) {
        return VARIABLE.matcher(element.getAttribute(attribute))
                .replaceAll(found -> Matcher.quoteReplacement(
                        variables.getOrDefault(found.group(1), System.getProperty(found.group(1), ""))));
    }

    private static Stream<Element> elements(Element below, String tag) {
        NodeList found = below.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements.stream();
    }
}
