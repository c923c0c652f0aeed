package org.sluice.routing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in where a client is sent. */
final class RedirectLocation {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern OTHER_HOST = Pattern.compile("^/[/\\\\]+");

    private RedirectLocation() {}

    static String fill(String location, RoutingRequest asked) {
        Map<String, String> values = Map.of(
                "scheme", asked.handshake().secure() ? "https" : "http",
                "host", asked.host(),
                "port", String.valueOf(asked.handshake().listenerPort()),
                "path", asked.path(),
                "query", asked.query());
        String filled = PLACE.matcher(location)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
        // A path of the client's making must not turn into the name of another host.
        return OTHER_HOST.matcher(filled).replaceFirst("/");
    }
}
