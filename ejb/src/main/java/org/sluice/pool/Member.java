package org.sluice.pool;

import java.net.URI;
import org.sluice.config.Intent;
import org.sluice.config.MemberConfig;
import org.sluice.health.Ejection;
import org.sluice.health.HealthStreak;
import org.sluice.health.SlowStart;

/**
 * A member as one pick sees it: a snapshot, never updated in place. Two are equal if they have the same address.
 *
 * @param stats the member's counters, live, shared by all snapshots
 * @param healthStreak the state by its health checks
 * @param ejection the state by its real traffic; kept apart, because checks and traffic may disagree
 * @param slowStart its share after it came back
 * @param intent what the operator wants; kept apart, so that a recovery never undoes a drain
 */
public record Member(
        MemberConfig config,
        MemberStats stats,
        HealthStreak healthStreak,
        Ejection ejection,
        SlowStart slowStart,
        Intent intent) {

    /** The state by checks and traffic together. */
    public enum Health {
        UP,
        /** Not checked yet or at all, and not ejected. */
        UNKNOWN,
        /** Checks failed. */
        DOWN,
        /** Real handshakes or relays failed; the member is not picked for a while. */
        EJECTED
    }

    /** A member that was not checked yet. */
    public static Member of(MemberConfig config) {
        return new Member(
                config, new MemberStats(), HealthStreak.unchecked(), Ejection.NONE, SlowStart.FULL, config.intent());
    }

    /** The member's address: {@code ws://host:port}. */
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

    /** The state by checks and traffic together. */
    public Health health() {
        if (healthStreak.state() == HealthStreak.State.DOWN) {
            return Health.DOWN;
        }
        if (ejection.out()) {
            return Health.EJECTED;
        }
        return healthStreak.state() == HealthStreak.State.UP ? Health.UP : Health.UNKNOWN;
    }

    /** Why the member is down or ejected; empty if it is not. */
    public String reason() {
        return switch (health()) {
            case DOWN -> healthStreak.reason();
            case EJECTED -> ejection.fault().name();
            case UP, UNKNOWN -> "";
        };
    }

    /** Whether the member is neither down nor ejected. */
    public boolean isWell() {
        return health() == Health.UP || health() == Health.UNKNOWN;
    }

    /** Whether the member may be picked for new relays. Policies also check the weight. */
    public boolean takesNewRelays() {
        return isWell() && intent == Intent.SERVE;
    }

    /** This member with another state by its checks; if it comes up again, its slow start begins. */
    public Member with(HealthStreak other, long now) {
        boolean wasUp = healthStreak.state() == HealthStreak.State.UP;
        boolean isUp = other.state() == HealthStreak.State.UP;
        boolean comesBack = !wasUp && isUp && (healthStreak.state() == HealthStreak.State.DOWN || slowStart.returned());
        return new Member(config, stats, other, ejection, comesBack ? SlowStart.from(now) : slowStart, intent);
    }

    /** This member, ejected. */
    public Member ejected(Ejection other) {
        return new Member(config, stats, healthStreak, other, slowStart, intent);
    }

    /** This member, no longer ejected; its slow start begins. */
    public Member readmitted(long now) {
        return new Member(config, stats, healthStreak, ejection.end(now), SlowStart.from(now), intent);
    }

    /** This member with another intent of the operator; if it serves again, its slow start begins. */
    public Member with(Intent other, long now) {
        boolean comesBack = other == Intent.SERVE && intent != Intent.SERVE;
        return new Member(config, stats, healthStreak, ejection, comesBack ? SlowStart.from(now) : slowStart, other);
    }

    /** This member with a new configuration. A changed intent replaces the current one; otherwise the current intent stays. */
    Member with(MemberConfig other, long now) {
        Member same = new Member(other, stats, healthStreak, ejection, slowStart, intent);
        return other.intent() == config.intent() ? same : same.with(other.intent(), now);
    }

    /** This member as one that joins others: its slow start begins. */
    Member joining(long now) {
        return new Member(config, stats, healthStreak, ejection, SlowStart.from(now), intent);
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
