package org.sluice.config;

import java.time.Duration;
import java.util.Optional;
import org.sluice.grammar.Durations;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Values;

/** Timeouts, and other limits of time and number: keys of pools that rules may override. Immutable. */
public final class TimeLimits extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Time limits", EntryKind.POOL, EntryKind.RULE);

    static final Key<Duration> CONNECT_TIMEOUT = GROUP.key(
            "connect-timeout",
            Kind.duration("1ms", "120s"),
            "4s",
            "How long one attempt may take until a member has accepted the connection, TLS included.",
            "nginx, Tencent proxy_connect_timeout; HAProxy timeout connect");

    public Duration connectTimeout() {
        return value(CONNECT_TIMEOUT);
    }

    static final Key<Duration> HANDSHAKE_TIMEOUT = GROUP.key(
            "handshake-timeout",
            Kind.duration("1ms", "300s"),
            "10s",
            "How long a connected member may take to answer the handshake.",
            "nginx proxy_read_timeout before the 101");

    public Duration handshakeTimeout() {
        return value(HANDSHAKE_TIMEOUT);
    }

    static final Key<Duration> HANDSHAKE_BUDGET = GROUP.key(
            "handshake-budget",
            Kind.duration("1ms", "600s"),
            "15s",
            "How long a client waits for its answer over all attempts.",
            "nginx proxy_next_upstream_timeout");

    public Duration handshakeBudget() {
        return value(HANDSHAKE_BUDGET);
    }

    static final Key<Integer> RETRIES = GROUP.key(
            "retries",
            Kind.count(0, 10),
            "2",
            "How many other members are tried after the first one failed.",
            "nginx proxy_next_upstream_tries; HAProxy retries with option redispatch");

    public int retries() {
        return value(RETRIES);
    }

    static final Key<Integer> MAX_PENDING = GROUP.key(
            "max-pending",
            Kind.count(1, 1_000_000),
            "512",
            "How many handshakes one member may have unanswered at a time.",
            "Envoy max_pending_requests");

    public int maxPending() {
        return value(MAX_PENDING);
    }

    static final Key<Duration> IDLE_TIMEOUT = GROUP.key(
            "idle-timeout",
            Kind.duration("0", "86400s"),
            "60s",
            "How long a relay may be silent on both legs before it is closed; 0 = never. Alias: proxy_read_timeout.",
            "nginx, Tencent proxy_read_timeout; HAProxy timeout tunnel; Alibaba, AWS idle timeout");

    /** Zero = never. */
    public Duration idleTimeout() {
        return value(IDLE_TIMEOUT);
    }

    static final Key<Boolean> IDLE_COUNTS_PONGS = GROUP.key(
            "idle-counts-pongs",
            Kind.flag(),
            "true",
            "Whether an answered heartbeat counts as activity.",
            "AWS: false; nginx: true");

    public boolean idleCountsPongs() {
        return value(IDLE_COUNTS_PONGS);
    }

    static final Key<Duration> HEARTBEAT = GROUP.key(
            "heartbeat",
            Kind.duration("100ms", "3600s").or(Kind.duration("0", "0")).orNamed(Duration.ZERO, "off"),
            "off",
            "How often a quiet leg is pinged; shorter than half the idle-timeout.",
            "Envoy connection_keepalive; Apache MINA keep-alive");

    /** Zero = off. */
    public Duration heartbeat() {
        return value(HEARTBEAT);
    }

    static final Key<HeartbeatTo> HEARTBEAT_TO =
            GROUP.key("heartbeat-to", Kind.choice(HeartbeatTo.class), "both", "Which legs are pinged.", "");

    public HeartbeatTo heartbeatTo() {
        return value(HEARTBEAT_TO);
    }

    static final Key<Duration> MAX_LIFETIME = GROUP.key(
            "max-lifetime",
            Kind.duration("0", "30d"),
            "0",
            "How long a relay may last, busy or not; 0 = for ever.",
            "Envoy max_stream_duration");

    /** Zero = for ever. */
    public Duration maxLifetime() {
        return value(MAX_LIFETIME);
    }

    static final Key<Duration> WRITE_TIMEOUT = GROUP.key(
            "write-timeout",
            Kind.duration("1ms", "3600s"),
            "60s",
            "How long a leg may accept no byte while bytes wait for it.",
            "nginx, Tencent proxy_send_timeout; WildFly write-timeout");

    public Duration writeTimeout() {
        return value(WRITE_TIMEOUT);
    }

    static final Key<Duration> CLOSE_TIMEOUT = GROUP.key(
            "close-timeout",
            Kind.duration("1ms", "300s"),
            "10s",
            "How long a leg may take to answer a close frame.",
            "HAProxy timeout client-fin, timeout server-fin");

    public Duration closeTimeout() {
        return value(CLOSE_TIMEOUT);
    }

    static final Key<Duration> REQUEST_TIMEOUT = GROUP.key(
            "request-timeout",
            Kind.duration("1ms", "3600s"),
            "60s",
            "How long a member may take to begin its answer to a plain HTTP request.",
            "Alibaba request_timeout");

    public Duration requestTimeout() {
        return value(REQUEST_TIMEOUT);
    }

    /** The defaults. */
    public static final TimeLimits STANDARD = new TimeLimits(Values.none());

    TimeLimits(Values values) {
        super(values);
    }

    /** What is expected instead, if the heartbeat is too slow to keep a relay from timing out idle; else empty. */
    Optional<String> heartbeatFault() {
        boolean fits = idleTimeout().isZero() || heartbeat().multipliedBy(2).compareTo(idleTimeout()) < 0;
        return fits
                ? Optional.empty()
                : Optional.of("shorter than half the idle-timeout of " + Durations.print(idleTimeout())
                        + ", so that one lost beat ends no relay");
    }
}
