package org.sluice.config;

import java.util.List;

/** The keys of {@link ListenerConfig}, {@link RuleKeys#ALLOW} and {@link RuleKeys#DENY} apart. */
final class ListenerKeys {
    static final KeyGroup GROUP = new KeyGroup("Listener", EntryKind.LISTENER);

    static final Key<Integer> PORT = GROUP.key(
            "port", Kind.count(1, 65_535), "The local port of the server's listener this is about. Must be given.", "");
    static final Key<Boolean> HTTPS_REDIRECT = GROUP.key(
            "https-redirect",
            Kind.flag(),
            "false",
            "Whether clients without TLS are sent to https.",
            "Alibaba listener_forward; HAProxy redirect scheme");
    static final Key<List<Cidr>> TRUSTED_PROXIES = GROUP.key(
            "trusted-proxies",
            Kind.listOf(Cidr.KIND),
            "Proxies in front whose X-Forwarded headers are believed.",
            "nginx set_real_ip_from; Caddy trusted_proxies");
    static final Key<Integer> CONNECTIONS_PER_SOURCE = GROUP.key(
            "connections-per-source",
            Kind.count(0, 10_000_000),
            "0",
            "How many relays one client address may have; 0 = no limit.",
            "nginx limit_conn");
    static final Key<Integer> HANDSHAKES_PER_SECOND = GROUP.key(
            "handshakes-per-second",
            Kind.count(0, 10_000_000),
            "0",
            "How many handshakes one client address may begin in a second; 0 = no limit.",
            "nginx limit_req; Tencent QPS limit");
    static final Key<Integer> MAX_CONNECTIONS = GROUP.key(
            "max-connections",
            Kind.count(0, 10_000_000),
            "0",
            "How many relays this listener may carry; 0 = no limit.",
            "HAProxy frontend maxconn");

    static final Key<WireChoice> WIRE = GROUP.key(
            "wire",
            Kind.choice(WireChoice.class),
            "As in settings, for this listener; if not given, what settings say.",
            "");

    private ListenerKeys() {}
}
