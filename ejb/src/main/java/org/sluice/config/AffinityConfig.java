package org.sluice.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;
import org.sluice.grammar.Values;

/** How a client is routed to the member it had before: keys of pools that rules may override. Immutable. */
public final class AffinityConfig extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Affinity", EntryKind.POOL, EntryKind.RULE);

    static final Key<By> AFFINITY = GROUP.key(
            "affinity",
            By.KIND,
            "none",
            "How a client is recognised and sent to the member it had before.",
            "session persistence; sticky session; nginx sticky cookie");

    public By by() {
        return value(AFFINITY);
    }

    static final Key<String> AFFINITY_COOKIE = GROUP.key(
            "affinity-cookie",
            Texts.TOKEN,
            "SERVERID",
            "The cookie that affinity=cookie sets.",
            "Alibaba SERVERID; AWS AWSALB; HAProxy cookie insert");

    public String cookie() {
        return value(AFFINITY_COOKIE);
    }

    static final Key<Duration> AFFINITY_TTL = GROUP.key(
            "affinity-ttl",
            Kind.duration("0", "7d"),
            "0",
            "How long the cookie is valid; 0 = until the browser is closed.",
            "Alibaba cookie_timeout; AWS stickiness duration");

    /** Zero = a session cookie. */
    public Duration ttl() {
        return value(AFFINITY_TTL);
    }

    static final Key<String> AFFINITY_SECRET = GROUP.secret(
            "affinity-secret",
            Kind.text("at least 16 characters", text -> text.length() >= 16),
            "The secret that signs the cookie; without it a new one is made at each start, and older cookies are ignored.",
            "");

    /** Empty = a random secret is made at each start. */
    public Optional<String> secret() {
        return values().get(AFFINITY_SECRET);
    }

    static final Key<Fallback> AFFINITY_FALLBACK = GROUP.key(
            "affinity-fallback",
            Kind.choice(Fallback.class),
            "rebalance",
            "What a client gets if its member accepts no relay: another member, or 503.",
            "HAProxy option redispatch; Envoy strict");

    public Fallback fallback() {
        return value(AFFINITY_FALLBACK);
    }

    static final Key<Boolean> DRAIN_AFFINITY = GROUP.key(
            "drain-affinity",
            Kind.flag(),
            "true",
            "Whether a draining member still takes the clients whose cookie names it, for as long as its drain-timeout lasts.",
            "HAProxy drain; AWS: false");

    public boolean drainAffinity() {
        return value(DRAIN_AFFINITY);
    }

    /** The defaults. */
    public static final AffinityConfig STANDARD = new AffinityConfig(Values.none());

    AffinityConfig(Values values) {
        super(values);
    }

    /** How a client is recognised. */
    public enum Mode {
        NONE,
        COOKIE,
        SOURCE,
        HEADER,
        QUERY,
        APP_COOKIE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean named() {
            return this == HEADER || this == QUERY || this == APP_COOKIE;
        }
    }

    /**
     * How a client is recognised, and the name of the header, query parameter or cookie of the application.
     *
     * @param name empty unless the mode has one
     */
    public record By(Mode mode, String name) {
        static final Kind<By> KIND =
                Kind.of("none, cookie, source, header:NAME, query:NAME or app-cookie:NAME", By::parse, By::toString);

        public By {
            if (mode.named() != Texts.isToken(name)) {
                throw new IllegalArgumentException(
                        "affinity: " + mode + ":" + name + " (expected: " + KIND.expected() + ")");
            }
        }

        private static Optional<By> parse(String text) {
            int colon = text.indexOf(':');
            String label = colon < 0 ? text : text.substring(0, colon);
            String name = colon < 0 ? "" : text.substring(colon + 1);
            return List.of(Mode.values()).stream()
                    .filter(mode -> mode.toString().equals(label))
                    .filter(mode -> mode.named() == colon >= 0 && mode.named() == Texts.isToken(name))
                    .findFirst()
                    .map(mode -> new By(mode, name));
        }

        @Override
        public String toString() {
            return mode.named() ? mode + ":" + name : mode.toString();
        }
    }

    /** What happens to a client whose member takes no relay. */
    public enum Fallback {
        /** It gets another member. */
        REBALANCE("rebalance"),
        /** It is answered 503. */
        REFUSE("503");

        private final String label;

        Fallback(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
