package org.sluice.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** The keys of {@link PoolConfig} that no rule can override, health apart. */
final class PoolKeys {
    static final KeyGroup GROUP = new KeyGroup("Pool", EntryKind.POOL);

    static final Key<List<MemberConfig>> MEMBERS = GROUP.key(
            "members",
            Kind.listOf(Kind.of(MemberConfig.EXPECTED, MemberConfig::parse, MemberConfig::toString)),
            "Who serves: one address each, with a weight or as a backup; drain and off take it out. Must be given.",
            "HAProxy server; AWS targets");
    static final Key<PolicyConfig> POLICY = GROUP.key(
            "policy",
            PolicyConfig.KIND,
            "weighted-round-robin",
            "How a member is chosen.",
            "scheduler; lb_algorithm; HAProxy balance");
    static final Key<BigDecimal> HASH_BOUND = GROUP.key(
            "hash-bound",
            Kind.decimal("1", "10"),
            "1.25",
            "How many times the mean load a hashed member may carry before its clients move on.",
            "HAProxy hash-balance-factor");
    static final Key<Integer> MAX_CONNECTIONS = GROUP.key(
            "max-connections",
            Kind.count(0, 10_000_000),
            "0",
            "How many relays one member may carry; 0 = no limit.",
            "nginx max_conns; HAProxy server maxconn");
    static final Key<Integer> POOL_MAX_CONNECTIONS = GROUP.key(
            "pool-max-connections",
            Kind.count(0, 10_000_000),
            "0",
            "How many relays all members may carry together; 0 = no limit.",
            "Envoy max_connections");
    static final Key<Integer> QUEUE = GROUP.key(
            "queue",
            Kind.count(0, 100_000),
            "0",
            "How many handshakes may wait for a place when every member is full.",
            "nginx Plus queue; HAProxy maxqueue");
    static final Key<Duration> QUEUE_TIMEOUT = GROUP.key(
            "queue-timeout",
            Kind.duration("1ms", "300s"),
            "5s",
            "How long a handshake may wait there.",
            "HAProxy timeout queue");
    static final Key<List<String>> BIND = GROUP.key(
            "bind",
            Kind.listOf(Kind.text("an address", Cidr::isAddress)),
            "The source addresses of connections to members, used in turn.",
            "nginx proxy_bind; HAProxy source");
    static final Key<Boolean> TLS_VERIFY = GROUP.key(
            "tls-verify",
            Kind.flag(),
            "true",
            "Whether the certificate of a wss:// member and the name in it are checked.",
            "nginx proxy_ssl_verify; HAProxy ssl verify");
    static final Key<String> CLIENT_KEY = GROUP.key(
            "client-key",
            Texts.LINE,
            "The key of the server's key store, by its alias, that members are shown which ask for a certificate; without it"
                    + " they are shown none.",
            "nginx proxy_ssl_certificate; HAProxy server crt");
    static final Key<PoolConfig.HostHeader> HOST_HEADER = GROUP.key(
            "host-header",
            Kind.choice(PoolConfig.HostHeader.class),
            "client",
            "Whose name stands in the Host header: the one the client asked for, or the member's own.",
            "nginx proxy_set_header Host; AWS preserve_host_header");

    private PoolKeys() {}
}
