package org.sluice.spi;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sluice.handshake.Handshake;

/**
 * The relay that a message belongs to, as interceptors see it. One instance for each relay, shared by all its interceptors and
 * both directions; thread-safe.
 */
public final class Exchange {
    private final Handshake handshake;
    private final Who who;
    private final String rule;
    private final String pool;
    private final Map<String, Object> state = new ConcurrentHashMap<>();

    /**
     * The client's identity in the server's realm.
     *
     * @param principal empty if the client was not authenticated
     * @param roles those that the rule requires, and that the principal has
     */
    public record Who(Optional<Principal> principal, Set<String> roles) {
        /** The client was not authenticated. */
        public static final Who UNKNOWN = new Who(Optional.empty(), Set.of());

        public Who {
            roles = Set.copyOf(roles);
        }
    }

    /** Created when the relay opens. */
    public Exchange(Handshake handshake, Who who, String rule, String pool) {
        this.handshake = handshake;
        this.who = who;
        this.rule = rule;
        this.pool = pool;
    }

    /** The id of the relay, as in the log. */
    public String id() {
        return handshake.id();
    }

    /** The client's handshake. */
    public Handshake handshake() {
        return handshake;
    }

    /** The client's identity. */
    public Who who() {
        return who;
    }

    /** The name of the rule that matched. */
    public String rule() {
        return rule;
    }

    /** The name of the pool. */
    public String pool() {
        return pool;
    }

    /** A map for interceptors to keep state in, under a name of their own, for as long as the relay exists. */
    public Map<String, Object> state() {
        return state;
    }
}
