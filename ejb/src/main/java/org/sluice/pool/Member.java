package org.sluice.pool;

import java.net.URI;
import org.sluice.config.MemberConfig;

/**
 * A member as one pick sees it: a snapshot, never updated in place. Two are equal if they have the same address.
 *
 * @param stats its counts, live, shared by all snapshots
 * @param health what its checks and the traffic found
 * @param intent what the operator wants; kept apart, so that a recovery never undoes a drain
 */
public record Member(MemberConfig config, MemberStats stats, Health health, Intent intent) {
    /** What was found. */
    public enum Health {
        UP,
        /** Checks failed. */
        DOWN,
        /** Real handshakes failed; for a while it gets none. */
        EJECTED
    }

    /** What the operator wants. */
    public enum Intent {
        SERVE,
        /** No new relays, but those of clients that had it before, if the pool says so. */
        DRAIN,
        /** No new relays at all. */
        REST
    }

    /** A member nobody has found anything about yet. */
    public static Member of(MemberConfig config) {
        return new Member(config, new MemberStats(), Health.UP, Intent.SERVE);
    }

    /** What it is known by: {@code ws://host:port}. */
    public URI uri() {
        return config.uri();
    }

    /** A name or a literal address, without brackets. */
    public String host() {
        return config.host();
    }

    public int port() {
        return config.port();
    }

    /** Whether it is well and wanted. A weight of 0 is for a policy to judge. */
    public boolean takesNewRelays() {
        return health == Health.UP && intent == Intent.SERVE;
    }

    public Member with(Health other) {
        return new Member(config, stats, other, intent);
    }

    public Member with(Intent other) {
        return new Member(config, stats, health, other);
    }

    /** The same member as it is written now. */
    Member with(MemberConfig other) {
        return new Member(other, stats, health, intent);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Member member && uri().equals(member.uri());
    }

    @Override
    public int hashCode() {
        return uri().hashCode();
    }

    /** The address, as log lines show it. */
    @Override
    public String toString() {
        return uri().toString();
    }
}
