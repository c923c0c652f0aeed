package org.sluice.affinity;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.sluice.config.AffinityConfig;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.NamedValues;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/**
 * Finds the member that a client had before, and issues the cookie for the next time. Keeps no table of clients: the client
 * carries everything needed. Any thread.
 */
public final class Affinity {
    private static final int SECRET_BYTES = 32;

    /** The secret if the operator sets none. Cookies signed with it are invalid after a restart. */
    private final byte[] ownSecret = new byte[SECRET_BYTES];

    /** The signatures by the name of the pool; replaced when its members or the secret change. */
    private final Map<String, CookieSignatures> seals = new ConcurrentHashMap<>();

    /** @param random a source for secrets */
    public Affinity(RandomGenerator random) {
        random.nextBytes(ownSecret);
    }

    /** The token in {@code handshake} that identifies the client's member. */
    public AffinityToken mark(Pool pool, AffinityConfig how, Handshake handshake) {
        String name = how.by().name();
        return switch (how.by().mode()) {
            case NONE -> new AffinityToken.None();
            case COOKIE -> led(pool, how, handshake);
            case SOURCE -> new AffinityToken.Keyed(handshake.clientAddress());
            case HEADER -> keyed(handshake.headers().all(name).stream());
            case QUERY -> keyed(NamedValues.inQuery(query(handshake), name));
            case APP_COOKIE -> keyed(NamedValues.inCookie(handshake.headers(), name));
        };
    }

    /**
     * The {@code Set-Cookie} for a client of {@code member} (RFC 6265 4.1), or empty if it needs none. Scripts cannot read the
     * cookie; it is sent only over TLS if the client used TLS, and not with POST requests from other sites.
     */
    public Optional<String> cookie(Pool pool, AffinityConfig how, Member member, Handshake handshake) {
        if (how.by().mode() != AffinityConfig.Mode.COOKIE) {
            return Optional.empty();
        }
        String seal = seals(pool, how).of(member);
        boolean has = NamedValues.inCookie(handshake.headers(), how.cookie()).anyMatch(seal::equals);
        if (has && how.ttl().isZero()) {
            return Optional.empty();
        }
        return Optional.of(how.cookie() + "=" + seal + "; Path=/"
                + (how.ttl().isZero() ? "" : "; Max-Age=" + how.ttl().toSeconds())
                + (handshake.secure() ? "; Secure" : "")
                + "; HttpOnly; SameSite=Lax");
    }

    private static AffinityToken keyed(Stream<String> values) {
        return values.filter(value -> !value.isEmpty())
                .findFirst()
                .<AffinityToken>map(AffinityToken.Keyed::new)
                .orElseGet(AffinityToken.None::new);
    }

    private AffinityToken led(Pool pool, AffinityConfig how, Handshake handshake) {
        CookieSignatures known = seals(pool, how);
        return NamedValues.inCookie(handshake.headers(), how.cookie())
                .flatMap(value -> known.member(value).stream())
                .flatMap(uri -> pool.member(uri).stream())
                .findFirst()
                .<AffinityToken>map(member -> new AffinityToken.Led(member, welcomes(member, how)))
                .orElseGet(AffinityToken.None::new);
    }

    private static boolean welcomes(Member member, AffinityConfig how) {
        return member.isWell()
                && switch (member.intent()) {
                    case SERVE -> true;
                    case DRAIN -> how.drainAffinity();
                    case OFF -> false;
                };
    }

    private CookieSignatures seals(Pool pool, AffinityConfig how) {
        byte[] secret =
                how.secret().map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(ownSecret);
        CookieSignatures known = seals.get(pool.name());
        if (known != null && known.fit(pool, secret)) {
            return known;
        }
        CookieSignatures made = new CookieSignatures(pool, secret);
        seals.put(pool.name(), made);
        return made;
    }

    private static String query(Handshake handshake) {
        return handshake.target().substring(handshake.path().length());
    }
}
