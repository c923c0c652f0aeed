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
 * @param stats its counts, live, shared by all snapshots
 * @param pulse what its checks come to
 * @param ejection what the traffic comes to; a fact of its own, because checks and traffic may well disagree
 * @param warmth how far it is on its way to a full share
 * @param intent what the operator wants; kept apart, so that a recovery never undoes a drain
 */
public record Member(
        MemberConfig config,
        MemberStats stats,
        HealthStreak pulse,
        Ejection ejection,
        SlowStart warmth,
        Intent intent) {

    /** What was found, in one word. */
    public enum Health {
        UP,
        /** Not checked yet, or not at all; and nothing speaks against it. */
        UNKNOWN,
        /** Checks failed. */
        DOWN,
        /** Real handshakes or relays failed; for a while it gets none. */
        EJECTED
    }

    /** A member nobody has found anything about yet. */
    public static Member of(MemberConfig config) {
        return new Member(
                config, new MemberStats(), HealthStreak.unchecked(), Ejection.NONE, SlowStart.FULL, config.intent());
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

    /** What checks and traffic come to together. */
    public Health health() {
        if (pulse.state() == HealthStreak.State.DOWN) {
            return Health.DOWN;
        }
        if (ejection.out()) {
            return Health.EJECTED;
        }
        return pulse.state() == HealthStreak.State.UP ? Health.UP : Health.UNKNOWN;
    }

    /** Why it is not well; empty if it is. */
    public String reason() {
        return switch (health()) {
            case DOWN -> pulse.reason();
            case EJECTED -> ejection.fault().name();
            case UP, UNKNOWN -> "";
        };
    }

    /** Whether nothing speaks against it. */
    public boolean isWell() {
        return health() == Health.UP || health() == Health.UNKNOWN;
    }

    /** Whether it is well and wanted. A weight of 0 is for a policy to judge. */
    public boolean takesNewRelays() {
        return isWell() && intent == Intent.SERVE;
    }

    /** As its checks found it; when that brings it back, by and by. */
    public Member with(HealthStreak other, long now) {
        boolean wasUp = pulse.state() == HealthStreak.State.UP;
        boolean isUp = other.state() == HealthStreak.State.UP;
        boolean comesBack = !wasUp && isUp && (pulse.state() == HealthStreak.State.DOWN || warmth.returned());
        return new Member(config, stats, other, ejection, comesBack ? SlowStart.from(now) : warmth, intent);
    }

    /** Put aside. */
    public Member ejected(Ejection other) {
        return new Member(config, stats, pulse, other, warmth, intent);
    }

    /** No longer put aside. */
    public Member readmitted(long now) {
        return new Member(config, stats, pulse, ejection.end(now), SlowStart.from(now), intent);
    }

    /** The same one, of which the operator wants something else. */
    public Member with(Intent other, long now) {
        boolean comesBack = other == Intent.SERVE && intent != Intent.SERVE;
        return new Member(config, stats, pulse, ejection, comesBack ? SlowStart.from(now) : warmth, other);
    }

    /** The same member as it is written now. What is written anew of its intent counts more than what was said before. */
    Member with(MemberConfig other, long now) {
        Member same = new Member(other, stats, pulse, ejection, warmth, intent);
        return other.intent() == config.intent() ? same : same.with(other.intent(), now);
    }

    /** One that joins others: it comes to its full share by and by, as if it came back. */
    Member joining(long now) {
        return new Member(config, stats, pulse, ejection, SlowStart.from(now), intent);
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
