package org.sluice.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@link HealthConfig}. */
final class HealthKeys {
    static final KeyGroup GROUP = new KeyGroup("Health, ejection and drain", EntryKind.POOL);

    static final Key<HealthConfig.Check> HEALTH = GROUP.key(
            "health",
            Kind.choice(HealthConfig.Check.class),
            "tcp",
            "How a member is asked whether it is well.",
            "Alibaba health_check_type; HAProxy option httpchk");
    static final Key<String> HEALTH_PATH = GROUP.key(
            "health-path",
            Kind.text("a path, with or without a query", text -> Texts.isRawPath(text.replace('?', '/'))),
            "/",
            "What an http or websocket check asks for.",
            "Alibaba health_check_uri");
    static final Key<String> HEALTH_METHOD = GROUP.key(
            "health-method", Texts.TOKEN, "HEAD", "The method of an http check.", "Alibaba health_check_method");
    static final Key<List<StatusRange>> HEALTH_EXPECT = GROUP.key(
            "health-expect",
            Kind.listOf(StatusRange.KIND),
            "2xx, 3xx",
            "The answers that are good, to an http check.",
            "Alibaba health_check_http_code; AWS matcher");
    static final Key<BodyPattern> HEALTH_BODY = GROUP.key(
            "health-body",
            BodyPattern.KIND,
            "What stands in the body of a good answer to an http check, within its first 64KiB; health-method=GET beside it.",
            "nginx match body; Caddy health_body");
    static final Key<Duration> HEALTH_INTERVAL = GROUP.key(
            "health-interval",
            Kind.duration("100ms", "300s"),
            "2s",
            "How long between two checks of a member.",
            "Alibaba health_check_interval; HAProxy inter");
    static final Key<Duration> HEALTH_TIMEOUT = GROUP.key(
            "health-timeout",
            Kind.duration("10ms", "300s"),
            "5s",
            "How long a member may take to answer one.",
            "Alibaba health_check_timeout");
    static final Key<Integer> HEALTH_RISE = GROUP.key(
            "health-rise",
            Kind.count(1, 10),
            "3",
            "How many good checks in a row bring a member back.",
            "Alibaba healthy_threshold; HAProxy rise");
    static final Key<Integer> HEALTH_FALL = GROUP.key(
            "health-fall",
            Kind.count(1, 10),
            "3",
            "How many failed checks in a row take it out.",
            "Alibaba unhealthy_threshold; HAProxy fall");
    static final Key<String> HEALTH_HEADER = GROUP.key(
            "health-header.", Texts.LINE, "A header of the check; Host for instance.", "Alibaba health_check_domain");
    static final Key<String> HEALTH_SUBPROTOCOL =
            GROUP.key("health-subprotocol", Texts.TOKEN, "The subprotocol a websocket check offers.", "");
    static final Key<Integer> EJECT_AFTER = GROUP.key(
            "eject-after",
            Kind.count(0, 1_000),
            "3",
            "How many failed handshakes in a row eject a member: it was not reached, was silent, or spoke no HTTP; 0 = never.",
            "nginx max_fails; Envoy consecutive_gateway_failure");
    static final Key<List<StatusRange>> EJECT_ON_STATUS = GROUP.key(
            "eject-on-status",
            Kind.listOf(StatusRange.KIND),
            "Answers to a handshake that count as failed ones, too: 502, 503, 504. Without it none does; with it, a row of them"
                    + " ejects a member only if more than one client got one.",
            "nginx proxy_next_upstream http_503; Envoy consecutive_5xx");
    static final Key<Duration> EJECT_FOR = GROUP.key(
            "eject-for",
            Kind.duration("1s", "3600s"),
            "10s",
            "How long the first ejection lasts; each next one twice as long, at most 300s.",
            "nginx fail_timeout; Envoy base_ejection_time");
    static final Key<Integer> EJECT_MAX = GROUP.key(
            "eject-max",
            Kind.percent(),
            "50%",
            "How much of a pool may be ejected at a time; never the last member.",
            "Envoy max_ejection_percent");
    static final Key<Duration> EARLY_DEATH = GROUP.key(
            "early-death",
            Kind.duration("0", "60s"),
            "1s",
            "A relay the member loses within this time counts as a failure; so many in a row as eject-after says eject it, if they"
                    + " are of more than one client and of more than one path; 0 = none does.",
            "");
    static final Key<HealthConfig.AllDown> ALL_DOWN = GROUP.key(
            "all-down",
            Kind.choice(HealthConfig.AllDown.class),
            "fail-open",
            "When no member is well: all are used, or clients are answered 503.",
            "AWS fail-open; Envoy panic threshold");
    static final Key<HealthConfig.OnDown> ON_DOWN = GROUP.key(
            "on-down",
            Kind.choice(HealthConfig.OnDown.class),
            "keep",
            "What becomes of the relays of a member that fails its checks.",
            "HAProxy on-marked-down shutdown-sessions");
    static final Key<Duration> SLOW_START = GROUP.key(
            "slow-start",
            Kind.duration("0", "900s"),
            "0",
            "How long a member that came back takes to reach its full share; 0 = at once.",
            "AWS slow_start; HAProxy slowstart");
    static final Key<Duration> DRAIN_TIMEOUT = GROUP.key(
            "drain-timeout",
            Kind.duration("0", "3600s"),
            "300s",
            "How long the relays of a draining member may go on.",
            "AWS deregistration_delay; Alibaba connection_drain_timeout");
    static final Key<Duration> DRAIN_SPREAD = GROUP.key(
            "drain-spread",
            Kind.duration("0", "3600s"),
            "30s",
            "Over how long the closing of those that remain is spread.",
            "HAProxy close-spread-time");
    static final Key<Integer> DRAIN_CODE = GROUP.key(
            "drain-code",
            Kind.count(4000, 4999)
                    .or(Kind.count(1001, 1001))
                    .or(Kind.count(1012, 1013))
                    .saying("1001, 1012, 1013 or 4000..4999"),
            "1012",
            "The close code their clients are told.",
            "");

    private HealthKeys() {}
}
