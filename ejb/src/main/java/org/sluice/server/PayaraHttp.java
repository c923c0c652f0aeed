package org.sluice.server;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Checks how Payara's listeners treat request heads, by their settings and by options of the JVM. Reads only the latter itself.
 */
final class PayaraHttp {
    private static final int LARGEST_HEAD = 65_536;
    private static final int MOST_HEADERS = 1_000;

    /** Options of the JVM, and what happens without them. */
    private static final Map<String, Wanted> OPTIONS = Map.of(
            "org.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110",
            new Wanted("true", "false", "header values with bytes above 0x7F are answered 400"),
            "org.glassfish.grizzly.http.PRESERVE_HEADER_CASE",
            new Wanted("false", "true", "names of headers reach members in lower case"),
            "java.net.preferIPv4Stack",
            new Wanted("false", "false", "members that have IPv6 addresses only are not found"));

    /**
     * One option.
     *
     * @param standard its default
     */
    private record Wanted(String standard, String value, String otherwise) {}

    private PayaraHttp() {}

    /**
     * One listener.
     *
     * @param setting gives the value of an attribute, empty if it is not set
     * @param found gets the settings that should be changed
     */
    static void judge(String listener, UnaryOperator<String> setting, List<ServerSettings.Http> found) {
        int head = number(setting.apply("header-buffer-length-bytes"), 8_192);
        if (head < LARGEST_HEAD) {
            found.add(new ServerSettings.Http(
                    "listener " + listener + ": header-buffer-length-bytes: " + head,
                    "at least " + LARGEST_HEAD + "; larger heads are answered 400"));
        }
        int lines = number(setting.apply("max-request-headers"), 100);
        if (lines < MOST_HEADERS) {
            found.add(new ServerSettings.Http(
                    "listener " + listener + ": max-request-headers: " + lines,
                    "at least " + MOST_HEADERS + "; heads of more lines are answered 400"));
        }
        if (!setting.apply("xframe-options").equals("false")) {
            found.add(new ServerSettings.Http(
                    "listener " + listener + ": xframe-options: true",
                    "false; X-Frame-Options is put into the answers of members"));
        }
        if (!setting.apply("allow-payload-for-undefined-http-methods").equals("true")) {
            found.add(new ServerSettings.Http(
                    "listener " + listener + ": allow-payload-for-undefined-http-methods: false",
                    "true; a body with DELETE or GET is answered 400"));
        }
        if (!setting.apply("server-header").equals("false")) {
            found.add(new ServerSettings.Http(
                    "listener " + listener + ": server-header: true",
                    "false; Server is put into the answers of members"));
        }
    }

    /** One listener without TLS. */
    static void judgePlain(String listener, UnaryOperator<String> setting, List<ServerSettings.Http> found) {
        if (!setting.apply("http2-enabled").equals("false")) {
            found.add(new ServerSettings.Http(
                    "listener " + listener + ": http2-enabled: true",
                    "false; requests with Upgrade: h2c are answered by the listener"));
        }
    }

    private static int number(String text, int standard) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : standard;
    }

    /** The options of this JVM. */
    static void judge(List<ServerSettings.Http> found) {
        OPTIONS.forEach((name, wanted) -> {
            String value = System.getProperty(name, wanted.standard());
            if (!value.equals(wanted.value())) {
                found.add(
                        new ServerSettings.Http("-D" + name + "=" + value, wanted.value() + "; " + wanted.otherwise()));
            }
        });
    }
}
