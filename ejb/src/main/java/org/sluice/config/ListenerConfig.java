package org.sluice.config;

import java.util.List;
import java.util.Optional;

/**
 * What holds for one of the server's own listeners. Zero = no limit.
 *
 * @param port its local port, 1-65535
 * @param trustedProxies proxies whose X-Forwarded headers are believed
 * @param allow empty = every address
 * @param deny stronger than {@code allow}
 * @param wire empty = as in the settings
 */
public record ListenerConfig(
        String name,
        int port,
        boolean httpsRedirect,
        List<Cidr> trustedProxies,
        List<Cidr> allow,
        List<Cidr> deny,
        int connectionsPerSource,
        int handshakesPerSecond,
        int maxConnections,
        Optional<WireChoice> wire) {

    /** Checks every value.
     *
     * @throws IllegalArgumentException naming the first key whose value is out of range
     */
    public ListenerConfig {
        if (!EntryKind.isName(name)) {
            throw new IllegalArgumentException(
                    "listeners/" + name + " (expected: a name of letters, digits and . _ -)");
        }
        ListenerKeys.PORT.check(port);
        ListenerKeys.CONNECTIONS_PER_SOURCE.check(connectionsPerSource);
        ListenerKeys.HANDSHAKES_PER_SECOND.check(handshakesPerSecond);
        ListenerKeys.MAX_CONNECTIONS.check(maxConnections);
        trustedProxies = List.copyOf(trustedProxies);
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** A listener for which nothing is said. */
    public static ListenerConfig of(String name, int port) {
        return of(name, port, Values.none());
    }

    static ListenerConfig of(String name, int port, Values values) {
        return new ListenerConfig(
                name,
                port,
                values.or(ListenerKeys.HTTPS_REDIRECT),
                values.or(ListenerKeys.TRUSTED_PROXIES, List.of()),
                values.or(RuleKeys.ALLOW, List.of()),
                values.or(RuleKeys.DENY, List.of()),
                values.or(ListenerKeys.CONNECTIONS_PER_SOURCE),
                values.or(ListenerKeys.HANDSHAKES_PER_SECOND),
                values.or(ListenerKeys.MAX_CONNECTIONS),
                values.get(ListenerKeys.WIRE));
    }
}
