package org.sluice.admission;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.config.Configuration;
import org.sluice.config.ListenerConfig;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

/**
 * The redirect to https, for clients without TLS at listeners with {@code https-redirect}. Immutable.
 *
 * @param tlsPort the port of the server's own TLS listener; empty if not known
 */
record HttpsRedirect(OptionalInt tlsPort) {
    private static final int STANDARD = 443;

    /** A permanent redirect that keeps the method (RFC 9110 15.4.9). */
    private static final int PERMANENT = 308;

    private static final int BAD_REQUEST = 400;

    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

    /** Scheme and authority of a target in absolute form (RFC 9112 3.2.2). */
    private static final Pattern AUTHORITY = Pattern.compile("^[A-Za-z]{2,5}://[^/?#]*");

    /** The redirect, or the answer to an invalid Host; empty if no redirect applies. */
    Optional<AnsweredByRule> instead(Handshake handshake, Configuration now) {
        if (handshake.secure()
                || now.listener(handshake.listenerPort())
                        .filter(ListenerConfig::httpsRedirect)
                        .isEmpty()) {
            return Optional.empty();
        }
        Matcher host = HOST.matcher(handshake.headers().first("Host").orElse(""));
        if (!host.matches()) {
            // Without an answer here, the request would go on without TLS.
            return Optional.of(
                    new AnsweredByRule(BAD_REQUEST, Headers.none(), "Host: expected the name to be asked for"));
        }
        String location = "https://" + host.group(1) + port(handshake, host.group(2)) + path(handshake.target());
        return Optional.of(new AnsweredByRule(PERMANENT, new Headers(List.of(new Header("Location", location))), ""));
    }

    /**
     * The port for the redirect. A client whose Host names the listener's port reaches our ports directly; any other comes
     * through a proxy or port mapping, where https has its standard port.
     */
    private String port(Handshake handshake, String named) {
        boolean direct = Integer.toString(handshake.listenerPort()).equals(named);
        int port = direct ? tlsPort.orElse(STANDARD) : STANDARD;
        return port == STANDARD ? "" : ":" + port;
    }

    private static String path(String target) {
        String path = AUTHORITY.matcher(target).replaceFirst("");
        return path.startsWith("/") ? path : "/" + path;
    }
}
