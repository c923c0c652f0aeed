package org.sluice.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Values;

/** The configuration of one of the server's listeners, identified by its local port. Immutable. */
public final class ListenerConfig extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Listener", EntryKind.LISTENER);

    static final Key<Integer> PORT = GROUP.key(
            "port", Kind.count(1, 65_535), "The local port of the server's listener this is about. Must be given.", "");

    static final Key<Boolean> HTTPS_REDIRECT = GROUP.key(
            "https-redirect",
            Kind.flag(),
            "false",
            "Whether clients without TLS are redirected to https.",
            "Alibaba listener_forward; HAProxy redirect scheme");

    public boolean httpsRedirect() {
        return value(HTTPS_REDIRECT);
    }

    static final Key<List<Cidr>> TRUSTED_PROXIES = GROUP.unsupported(
            "trusted-proxies",
            Kind.listOf(Cidr.KIND),
            "Proxies in front whose X-Forwarded headers are believed.",
            "nginx set_real_ip_from; Caddy trusted_proxies");

    static final Key<Integer> CONNECTIONS_PER_SOURCE = GROUP.unsupported(
            "connections-per-source",
            Kind.count(0, 10_000_000),
            "0",
            "How many relays one client address may have; 0 = no limit.",
            "nginx limit_conn");

    static final Key<Integer> HANDSHAKES_PER_SECOND = GROUP.unsupported(
            "handshakes-per-second",
            Kind.count(0, 10_000_000),
            "0",
            "How many handshakes one client address may begin in a second; 0 = no limit.",
            "nginx limit_req; Tencent QPS limit");

    static final Key<Integer> MAX_CONNECTIONS = GROUP.unsupported(
            "max-connections",
            Kind.count(0, 10_000_000),
            "0",
            "How many relays this listener may carry; 0 = no limit.",
            "HAProxy frontend maxconn");

    static final Key<WireChoice> WIRE = GROUP.key(
            "wire",
            Kind.choice(WireChoice.class),
            "As in settings, for this listener; if not given, the value of settings.",
            "");

    /** Empty = as in the settings. */
    public Optional<WireChoice> wire() {
        return values().get(WIRE);
    }

    private final String name;
    private final int port;

    private ListenerConfig(String name, int port, Values values) {
        super(values.without(PORT));
        if (!EntryKind.isName(name)) {
            throw new IllegalArgumentException(
                    "listeners/" + name + " (expected: a name of letters, digits and . _ -)");
        }
        this.name = name;
        this.port = PORT.check(port);
    }

    /** A listener with defaults only. */
    public static ListenerConfig of(String name, int port) {
        return of(name, port, Values.none());
    }

    /**
     * A listener.
     *
     * @param port 1-65535
     * @throws IllegalArgumentException if the name or the port is invalid
     */
    static ListenerConfig of(String name, int port, Values values) {
        return new ListenerConfig(name, port, values);
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ListenerConfig listener
                && listener.name.equals(name)
                && listener.port == port;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, port, super.hashCode());
    }
}
