package org.sluice.spi;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sluice.handshake.Handshake;

/**
 * The relay that a message belongs to. One for each relay, the same for all its interceptors and both directions; safe for
 * any thread.
 */
public final class Exchange {
    private final Handshake handshake;
    private final Who who;
    private final String rule;
    private final String pool;
    private final Map<String, Object> state = new ConcurrentHashMap<>();

    /**
     * Who the client is, as the server's realm knows it.
     *
     * @param principal empty if nobody asked
     * @param roles those that the rule required, and that the principal has
     */
    public record Who(Optional<Principal> principal, Set<String> roles) {
        /** Nobody asked. */
        public static final Who UNKNOWN = new Who(Optional.empty(), Set.of());

        public Who {
            roles = Set.copyOf(roles);
        }
    }

    /** Made when the relay opens. */
    public Exchange(Handshake handshake, Who who, String rule, String pool) {
        this.handshake = handshake;
        this.who = who;
        this.rule = rule;
        this.pool = pool;
    }

    /** The id of the relay, as it stands in the log. */
    public String id() {
        return handshake.id();
    }

    /** What the client asked for. */
    public Handshake handshake() {
        return handshake;
    }

    /** Who the client is. */
    public Who who() {
        return who;
    }

    /** The name of the rule that led here. */
    public String rule() {
        return rule;
    }

    /** The name of the pool. */
    public String pool() {
        return pool;
    }

    /** For interceptors to keep what they need, under a name of their own; gone with the relay. */
    public Map<String, Object> state() {
        return state;
    }
}
