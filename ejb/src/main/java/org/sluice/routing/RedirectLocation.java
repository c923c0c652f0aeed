package org.sluice.routing;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in the placeholders of a redirect's location. */
final class RedirectLocation {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern OTHER_HOST = Pattern.compile("^/[/\\\\]+");

    private RedirectLocation() {}

    static String fill(String location, RoutingRequest request) {
        Map<String, String> values = Map.of(
                "scheme", request.handshake().secure() ? "https" : "http",
                "host", request.host(),
                "port", String.valueOf(request.handshake().listenerPort()),
                "path", request.path(),
                "query", request.query());
        String filled = PLACE.matcher(location)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
        // A path chosen by the client must not become the name of another host.
        return OTHER_HOST.matcher(filled).replaceFirst("/");
    }
}
