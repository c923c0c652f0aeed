package org.sluice.config;

import java.time.Duration;

/** The keys of {@link TimeLimits}. */
final class TimeKeys {
    static final KeyGroup GROUP = new KeyGroup("Time limits", EntryKind.POOL, EntryKind.RULE);

    static final Key<Duration> CONNECT_TIMEOUT = GROUP.key(
            "connect-timeout",
            Kind.duration("1ms", "120s"),
            "4s",
            "How long one attempt may take until a member has accepted the connection, TLS included.",
            "nginx, Tencent proxy_connect_timeout; HAProxy timeout connect");
    static final Key<Duration> HANDSHAKE_TIMEOUT = GROUP.key(
            "handshake-timeout",
            Kind.duration("1ms", "300s"),
            "10s",
            "How long a connected member may take to answer the handshake.",
            "nginx proxy_read_timeout before the 101");
    static final Key<Duration> HANDSHAKE_BUDGET = GROUP.key(
            "handshake-budget",
            Kind.duration("1ms", "600s"),
            "15s",
            "How long a client waits for its answer over all attempts.",
            "nginx proxy_next_upstream_timeout");
    static final Key<Integer> RETRIES = GROUP.key(
            "retries",
            Kind.count(0, 10),
            "2",
            "How many other members are tried after the first one failed.",
            "nginx proxy_next_upstream_tries; HAProxy retries with option redispatch");
    static final Key<Integer> MAX_PENDING = GROUP.key(
            "max-pending",
            Kind.count(1, 1_000_000),
            "512",
            "How many handshakes one member may have unanswered at a time.",
            "Envoy max_pending_requests");
    static final Key<Duration> IDLE_TIMEOUT = GROUP.key(
            "idle-timeout",
            Kind.duration("0", "86400s"),
            "60s",
            "How long a relay may be silent on both legs before it is closed; 0 = never. Alias: proxy_read_timeout.",
            "nginx, Tencent proxy_read_timeout; HAProxy timeout tunnel; Alibaba, AWS idle timeout");
    static final Key<Boolean> IDLE_COUNTS_PONGS = GROUP.key(
            "idle-counts-pongs",
            Kind.flag(),
            "true",
            "Whether an answered heartbeat is a sign of life.",
            "AWS: false; nginx: true");
    static final Key<Duration> HEARTBEAT = GROUP.key(
            "heartbeat",
            Kind.duration("100ms", "3600s").or(Kind.duration("0", "0")).calling(Duration.ZERO, "off"),
            "off",
            "How often a quiet leg is pinged; shorter than half the idle-timeout.",
            "Envoy connection_keepalive; Apache MINA keep-alive");
    static final Key<HeartbeatTo> HEARTBEAT_TO =
            GROUP.key("heartbeat-to", Kind.choice(HeartbeatTo.class), "both", "Which legs are pinged.", "");
    static final Key<Duration> MAX_LIFETIME = GROUP.key(
            "max-lifetime",
            Kind.duration("0", "30d"),
            "0",
            "How long a relay may live, busy or not; 0 = for ever.",
            "Envoy max_stream_duration");
    static final Key<Duration> WRITE_TIMEOUT = GROUP.key(
            "write-timeout",
            Kind.duration("1ms", "3600s"),
            "60s",
            "How long a leg may take not one byte while some wait for it.",
            "nginx, Tencent proxy_send_timeout; WildFly write-timeout");
    static final Key<Duration> CLOSE_TIMEOUT = GROUP.key(
            "close-timeout",
            Kind.duration("1ms", "300s"),
            "10s",
            "How long a leg may take to answer a close frame.",
            "HAProxy timeout client-fin, timeout server-fin");
    static final Key<Duration> REQUEST_TIMEOUT = GROUP.key(
            "request-timeout",
            Kind.duration("1ms", "3600s"),
            "60s",
            "How long a member may take to begin its answer to a plain HTTP request.",
            "Alibaba request_timeout");

    private TimeKeys() {}
}
