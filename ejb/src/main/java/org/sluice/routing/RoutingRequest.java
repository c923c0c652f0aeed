package org.sluice.routing;

import java.util.Locale;
import java.util.regex.Pattern;
import org.sluice.config.NormalPath;
import org.sluice.handshake.Handshake;

/**
 * The parts of a client's request that rules match.
 *
 * @param host in lower case, without port and without a trailing dot; empty if there was none, or if it was not valid
 * @param path in its normal form; empty if the target has no path at all
 * @param query with its question mark; empty if there is none
 */
record RoutingRequest(Handshake handshake, String method, String host, String path, String query) {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{0,5})?");

    /** The absolute form of a target, which contains the host (RFC 9112 3.2.2). */
    private static final Pattern ABSOLUTE =
            Pattern.compile("(?:https?|wss?)://([^/?#]*)(.*)", Pattern.CASE_INSENSITIVE);

    static RoutingRequest of(String method, Handshake handshake) {
        String target = handshake.target();
        String authority = handshake.headers().first("Host").orElse("");
        var absolute = ABSOLUTE.matcher(target);
        if (!target.startsWith("/") && absolute.matches()) {
            authority = absolute.group(1);
            target = absolute.group(2).startsWith("/") ? absolute.group(2) : "/" + absolute.group(2);
        }
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark);
        return new RoutingRequest(
                handshake, method, host(authority), path.startsWith("/") ? NormalPath.of(path) : "", query);
    }

    private static String host(String authority) {
        var form = HOST.matcher(authority.strip());
        if (!form.matches()) {
            return "";
        }
        String host = form.group(1).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
