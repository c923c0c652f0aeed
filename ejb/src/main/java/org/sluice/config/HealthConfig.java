package org.sluice.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;
import org.sluice.grammar.Values;

/** How members are checked, ejected and drained: keys of pools. Immutable. */
public final class HealthConfig extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Health", EntryKind.POOL);

    static final Key<Check> HEALTH = GROUP.key(
            "health",
            Kind.choice(Check.class),
            "tcp",
            "How the health of a member is checked.",
            "Alibaba health_check_type; HAProxy option httpchk");

    public Check check() {
        return value(HEALTH);
    }

    static final Key<AllDown> ALL_DOWN = GROUP.key(
            "all-down",
            Kind.choice(AllDown.class),
            "fail-open",
            "When no member is healthy: all are used, or clients are answered 503.",
            "AWS fail-open; Envoy panic threshold");

    public AllDown allDown() {
        return value(ALL_DOWN);
    }

    static final Key<OnDown> ON_DOWN = GROUP.key(
            "on-down",
            Kind.choice(OnDown.class),
            "keep",
            "What happens to the relays of a member that fails its checks.",
            "HAProxy on-marked-down shutdown-sessions");

    public OnDown onDown() {
        return value(ON_DOWN);
    }

    static final Key<Duration> SLOW_START = GROUP.key(
            "slow-start",
            Kind.duration("0", "900s"),
            "0",
            "How long a member that came back takes to reach its full share; 0 = at once.",
            "AWS slow_start; HAProxy slowstart");

    public Duration slowStart() {
        return value(SLOW_START);
    }

    /** The defaults. */
    public static final HealthConfig STANDARD = new HealthConfig(Values.none());

    private final Probe probe;
    private final Rhythm rhythm;
    private final Ejection ejection;
    private final Drain drain;

    HealthConfig(Values values) {
        super(values);
        probe = new Probe(values);
        rhythm = new Rhythm(values);
        ejection = new Ejection(values);
        drain = new Drain(values);
    }

    public Probe probe() {
        return probe;
    }

    public Rhythm rhythm() {
        return rhythm;
    }

    public Ejection ejection() {
        return ejection;
    }

    public Drain drain() {
        return drain;
    }

    /** How a member is checked. */
    public enum Check {
        TCP,
        HTTP,
        WEBSOCKET,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What happens to clients when no member is healthy. */
    public enum AllDown {
        /** Every member is used, as if all were healthy. */
        FAIL_OPEN("fail-open"),
        /** They are answered 503. */
        REFUSE("503");

        private final String label;

        AllDown(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /** What happens to the relays of a member that fails its checks. */
    public enum OnDown {
        KEEP,
        CLOSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The request of a check, and which answers are good. */
    public static final class Probe extends TypedValues {
        static final KeyGroup GROUP = new KeyGroup("Health: the request", EntryKind.POOL);

        static final Key<String> HEALTH_PATH = GROUP.key(
                "health-path",
                Kind.text("a path, with or without a query", text -> Texts.isRawPath(text.replace('?', '/'))),
                "/",
                "The path that an http or websocket check requests.",
                "Alibaba health_check_uri");

        public String path() {
            return value(HEALTH_PATH);
        }

        static final Key<String> HEALTH_METHOD = GROUP.key(
                "health-method", Texts.TOKEN, "HEAD", "The method of an http check.", "Alibaba health_check_method");

        public String method() {
            return value(HEALTH_METHOD);
        }

        static final Key<List<StatusRange>> HEALTH_EXPECT = GROUP.key(
                "health-expect",
                Kind.listOf(StatusRange.KIND),
                "2xx, 3xx",
                "The statuses that count as healthy in an http check.",
                "Alibaba health_check_http_code; AWS matcher");

        public List<StatusRange> expect() {
            return value(HEALTH_EXPECT);
        }

        static final Key<BodyPattern> HEALTH_BODY = GROUP.key(
                "health-body",
                BodyPattern.KIND,
                "What the body of a good answer to an http check contains, within its first 64KiB; needs health-method=GET.",
                "nginx match body; Caddy health_body");

        public Optional<BodyPattern> body() {
            return values().get(HEALTH_BODY);
        }

        static final Key<String> HEALTH_HEADER = GROUP.key(
                "health-header.",
                Texts.LINE,
                "A header of the check; Host for instance.",
                "Alibaba health_check_domain");

        public Map<String, String> headers() {
            return values().family(HEALTH_HEADER);
        }

        static final Key<String> HEALTH_SUBPROTOCOL =
                GROUP.key("health-subprotocol", Texts.TOKEN, "The subprotocol a websocket check offers.", "");

        public Optional<String> subprotocol() {
            return values().get(HEALTH_SUBPROTOCOL);
        }

        Probe(Values values) {
            super(values);
        }

        /** What is expected instead, if answers to this method have no body to search; else empty. */
        Optional<String> methodFault() {
            return body().isPresent() && method().equals("HEAD")
                    ? Optional.of("GET beside health-body; an answer to HEAD has no body")
                    : Optional.empty();
        }
    }

    /** How often members are checked, how long a check may take, and how many in a row decide. */
    public static final class Rhythm extends TypedValues {
        static final KeyGroup GROUP = new KeyGroup("Health: how often", EntryKind.POOL);

        static final Key<Duration> HEALTH_INTERVAL = GROUP.key(
                "health-interval",
                Kind.duration("100ms", "300s"),
                "2s",
                "The time between two checks of a member.",
                "Alibaba health_check_interval; HAProxy inter");

        public Duration interval() {
            return value(HEALTH_INTERVAL);
        }

        static final Key<Duration> HEALTH_TIMEOUT = GROUP.key(
                "health-timeout",
                Kind.duration("10ms", "300s"),
                "5s",
                "How long a check may take.",
                "Alibaba health_check_timeout");

        public Duration timeout() {
            return value(HEALTH_TIMEOUT);
        }

        static final Key<Integer> HEALTH_RISE = GROUP.key(
                "health-rise",
                Kind.count(1, 10),
                "3",
                "How many good checks in a row bring a member back.",
                "Alibaba healthy_threshold; HAProxy rise");

        public int rise() {
            return value(HEALTH_RISE);
        }

        static final Key<Integer> HEALTH_FALL = GROUP.key(
                "health-fall",
                Kind.count(1, 10),
                "3",
                "How many failed checks in a row take it out.",
                "Alibaba unhealthy_threshold; HAProxy fall");

        public int fall() {
            return value(HEALTH_FALL);
        }

        Rhythm(Values values) {
            super(values);
        }
    }

    /** When failing handshakes and relays eject a member. */
    public static final class Ejection extends TypedValues {
        static final KeyGroup GROUP = new KeyGroup("Ejection", EntryKind.POOL);

        static final Key<Integer> EJECT_AFTER = GROUP.key(
                "eject-after",
                Kind.count(0, 1_000),
                "3",
                "How many failed handshakes in a row eject a member: it was not reached, was silent, or spoke no HTTP; 0 = never.",
                "nginx max_fails; Envoy consecutive_gateway_failure");

        /** 0 = never. */
        public int after() {
            return value(EJECT_AFTER);
        }

        static final Key<List<StatusRange>> EJECT_ON_STATUS = GROUP.key(
                "eject-on-status",
                Kind.listOf(StatusRange.KIND),
                "Answers to a handshake that count as failed ones, too: 502, 503, 504. Without it none does; with it, a row of"
                        + " them ejects a member only if more than one client got one.",
                "nginx proxy_next_upstream http_503; Envoy consecutive_5xx");

        /** Empty = no answer counts as a failure. */
        public List<StatusRange> onStatus() {
            return values().or(EJECT_ON_STATUS, List.of());
        }

        static final Key<Duration> EJECT_FOR = GROUP.key(
                "eject-for",
                Kind.duration("1s", "3600s"),
                "10s",
                "How long the first ejection lasts; each next one twice as long, at most 300s.",
                "nginx fail_timeout; Envoy base_ejection_time");

        public Duration span() {
            return value(EJECT_FOR);
        }

        static final Key<Integer> EJECT_MAX = GROUP.key(
                "eject-max",
                Kind.percent(),
                "50%",
                "How much of a pool may be ejected at a time; never the last member.",
                "Envoy max_ejection_percent");

        /** Percent of the pool. */
        public int max() {
            return value(EJECT_MAX);
        }

        static final Key<Duration> EARLY_DEATH = GROUP.key(
                "early-death",
                Kind.duration("0", "60s"),
                "1s",
                "A relay that the member loses within this time counts as a failure; so many in a row as eject-after says eject it, if"
                        + " they are of more than one client and of more than one path; 0 = none does.",
                "");

        /** Zero = no relay counts as a failed handshake. */
        public Duration earlyDeath() {
            return value(EARLY_DEATH);
        }

        Ejection(Values values) {
            super(values);
        }
    }

    /** How a member is drained. */
    public static final class Drain extends TypedValues {
        static final KeyGroup GROUP = new KeyGroup("Drain", EntryKind.POOL);

        static final Key<Duration> DRAIN_TIMEOUT = GROUP.key(
                "drain-timeout",
                Kind.duration("0", "3600s"),
                "300s",
                "How long the relays of a draining member may go on.",
                "AWS deregistration_delay; Alibaba connection_drain_timeout");

        public Duration timeout() {
            return value(DRAIN_TIMEOUT);
        }

        static final Key<Duration> DRAIN_SPREAD = GROUP.key(
                "drain-spread",
                Kind.duration("0", "3600s"),
                "30s",
                "The time over which the closing of the remaining relays is spread.",
                "HAProxy close-spread-time");

        public Duration spread() {
            return value(DRAIN_SPREAD);
        }

        static final Key<Integer> DRAIN_CODE = GROUP.key(
                "drain-code",
                Kind.count(4000, 4999)
                        .or(Kind.count(1001, 1001))
                        .or(Kind.count(1012, 1013))
                        .describedAs("1001, 1012, 1013 or 4000..4999"),
                "1012",
                "The close code that their clients get.",
                "");

        public int code() {
            return value(DRAIN_CODE);
        }

        Drain(Values values) {
            super(values);
        }
    }
}
