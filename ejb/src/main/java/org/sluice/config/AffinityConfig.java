package org.sluice.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a client is led to the member it had before. Each value is in the range of its key in {@link AffinityKeys}.
 *
 * @param cookie the cookie that {@link Mode#COOKIE} sets
 * @param ttl zero = until the browser ends
 * @param secret what the cookie is sealed with; empty = made at each start
 * @param drainAffinity whether a draining member still takes the clients that had it before
 */
public record AffinityConfig(
        By by, String cookie, Duration ttl, Optional<String> secret, Fallback fallback, boolean drainAffinity) {

    /** What a client is known by. */
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
     * What a client is known by, and the name of the header, query parameter or cookie of the application.
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
            String word = colon < 0 ? text : text.substring(0, colon);
            String name = colon < 0 ? "" : text.substring(colon + 1);
            return List.of(Mode.values()).stream()
                    .filter(mode -> mode.toString().equals(word))
                    .filter(mode -> mode.named() == colon >= 0 && mode.named() == Texts.isToken(name))
                    .findFirst()
                    .map(mode -> new By(mode, name));
        }

        @Override
        public String toString() {
            return mode.named() ? mode + ":" + name : mode.toString();
        }
    }

    /** What a client gets whose member takes no relay. */
    public enum Fallback {
        /** Another member. */
        REBALANCE("rebalance"),
        /** 503. */
        REFUSE("503");

        private final String word;

        Fallback(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** What holds when nothing is said. */
    public static final AffinityConfig STANDARD = new AffinityConfig(
            AffinityKeys.AFFINITY.standard(),
            AffinityKeys.AFFINITY_COOKIE.standard(),
            AffinityKeys.AFFINITY_TTL.standard(),
            Optional.empty(),
            AffinityKeys.AFFINITY_FALLBACK.standard(),
            AffinityKeys.DRAIN_AFFINITY.standard());

    /** Checks every value.
     *
     * @throws IllegalArgumentException naming the first key whose value is out of range
     */
    public AffinityConfig {
        AffinityKeys.AFFINITY_COOKIE.check(cookie);
        AffinityKeys.AFFINITY_TTL.check(ttl);
        secret.ifPresent(text -> {
            if (!AffinityKeys.AFFINITY_SECRET.kind().accepts(text)) {
                throw new IllegalArgumentException("affinity-secret: *** (expected: at least 16 characters)");
            }
        });
    }

    /** The values given; for all others, the base. */
    static AffinityConfig of(Values values, AffinityConfig base) {
        return new AffinityConfig(
                values.or(AffinityKeys.AFFINITY, base.by),
                values.or(AffinityKeys.AFFINITY_COOKIE, base.cookie),
                values.or(AffinityKeys.AFFINITY_TTL, base.ttl),
                values.get(AffinityKeys.AFFINITY_SECRET).or(() -> base.secret),
                values.or(AffinityKeys.AFFINITY_FALLBACK, base.fallback),
                values.or(AffinityKeys.DRAIN_AFFINITY, base.drainAffinity));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AffinityConfig[" + by + ", " + cookie + ", " + fallback + "]";
    }
}
