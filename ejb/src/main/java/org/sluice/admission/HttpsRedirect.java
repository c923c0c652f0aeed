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
 * Where clients without TLS are sent by listeners that want it. Immutable.
 *
 * @param tlsPort where the server's own TLS listener is; empty if that is not known
 */
record HttpsRedirect(OptionalInt tlsPort) {
    private static final int STANDARD = 443;

    /** Keeps the method, whatever it is (RFC 9110 15.4.9). */
    private static final int PERMANENT = 308;

    private static final int BAD_REQUEST = 400;

    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

    /** The absolute form of a target (RFC 9112 3.2.2), without what is behind its authority. */
    private static final Pattern AUTHORITY = Pattern.compile("^[A-Za-z]{2,5}://[^/?#]*");

    /** Empty if the client may stay. */
    Optional<AnsweredByRule> instead(Handshake handshake, Configuration now) {
        if (handshake.secure()
                || now.listener(handshake.listenerPort())
                        .filter(ListenerConfig::httpsRedirect)
                        .isEmpty()) {
            return Optional.empty();
        }
        Matcher host = HOST.matcher(handshake.headers().first("Host").orElse(""));
        if (!host.matches()) {
            // Anything but an answer would let it go on without TLS.
            return Optional.of(
                    new AnsweredByRule(BAD_REQUEST, Headers.none(), "Host: expected the name to be asked for"));
        }
        String location = "https://" + host.group(1) + port(handshake, host.group(2)) + path(handshake.target());
        return Optional.of(new AnsweredByRule(PERMANENT, new Headers(List.of(new Header("Location", location))), ""));
    }

    /**
     * A client that named our own port reaches our ports as they are; any other one comes through something that gives them
     * other numbers, where https has its own.
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
