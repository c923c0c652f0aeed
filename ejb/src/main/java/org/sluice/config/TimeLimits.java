package org.sluice.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long things may take. Each value is in the range of its key in {@link TimeKeys}; what they mean stands there.
 *
 * @param idleTimeout zero = never
 * @param heartbeat zero = off
 * @param maxLifetime zero = for ever
 */
public record TimeLimits(
        Duration connectTimeout,
        Duration handshakeTimeout,
        Duration handshakeBudget,
        int retries,
        int maxPending,
        Duration idleTimeout,
        boolean idleCountsPongs,
        Duration heartbeat,
        HeartbeatTo heartbeatTo,
        Duration maxLifetime,
        Duration writeTimeout,
        Duration closeTimeout,
        Duration requestTimeout) {

    /** What holds when nothing is said. */
    public static final TimeLimits STANDARD = new TimeLimits(
            TimeKeys.CONNECT_TIMEOUT.standard(),
            TimeKeys.HANDSHAKE_TIMEOUT.standard(),
            TimeKeys.HANDSHAKE_BUDGET.standard(),
            TimeKeys.RETRIES.standard(),
            TimeKeys.MAX_PENDING.standard(),
            TimeKeys.IDLE_TIMEOUT.standard(),
            TimeKeys.IDLE_COUNTS_PONGS.standard(),
            TimeKeys.HEARTBEAT.standard(),
            TimeKeys.HEARTBEAT_TO.standard(),
            TimeKeys.MAX_LIFETIME.standard(),
            TimeKeys.WRITE_TIMEOUT.standard(),
            TimeKeys.CLOSE_TIMEOUT.standard(),
            TimeKeys.REQUEST_TIMEOUT.standard());

    /** Checks every value.
     *
     * @throws IllegalArgumentException naming the first key whose value is out of range
     */
    public TimeLimits {
        TimeKeys.CONNECT_TIMEOUT.check(connectTimeout);
        TimeKeys.HANDSHAKE_TIMEOUT.check(handshakeTimeout);
        TimeKeys.HANDSHAKE_BUDGET.check(handshakeBudget);
        TimeKeys.RETRIES.check(retries);
        TimeKeys.MAX_PENDING.check(maxPending);
        TimeKeys.IDLE_TIMEOUT.check(idleTimeout);
        TimeKeys.HEARTBEAT.check(heartbeat);
        TimeKeys.MAX_LIFETIME.check(maxLifetime);
        TimeKeys.WRITE_TIMEOUT.check(writeTimeout);
        TimeKeys.CLOSE_TIMEOUT.check(closeTimeout);
        TimeKeys.REQUEST_TIMEOUT.check(requestTimeout);
        heartbeatFault(heartbeat, idleTimeout).ifPresent(expected -> {
            throw new IllegalArgumentException(
                    "heartbeat: " + Durations.print(heartbeat) + " (expected: " + expected + ")");
        });
    }

    /** The values given; for all others, the base. */
    static TimeLimits of(Values values, TimeLimits base) {
        return new TimeLimits(
                values.or(TimeKeys.CONNECT_TIMEOUT, base.connectTimeout),
                values.or(TimeKeys.HANDSHAKE_TIMEOUT, base.handshakeTimeout),
                values.or(TimeKeys.HANDSHAKE_BUDGET, base.handshakeBudget),
                values.or(TimeKeys.RETRIES, base.retries),
                values.or(TimeKeys.MAX_PENDING, base.maxPending),
                values.or(TimeKeys.IDLE_TIMEOUT, base.idleTimeout),
                values.or(TimeKeys.IDLE_COUNTS_PONGS, base.idleCountsPongs),
                values.or(TimeKeys.HEARTBEAT, base.heartbeat),
                values.or(TimeKeys.HEARTBEAT_TO, base.heartbeatTo),
                values.or(TimeKeys.MAX_LIFETIME, base.maxLifetime),
                values.or(TimeKeys.WRITE_TIMEOUT, base.writeTimeout),
                values.or(TimeKeys.CLOSE_TIMEOUT, base.closeTimeout),
                values.or(TimeKeys.REQUEST_TIMEOUT, base.requestTimeout));
    }

    /** What would have been right, if this heartbeat could not hold a relay under this idle limit. */
    static Optional<String> heartbeatFault(Duration heartbeat, Duration idleTimeout) {
        boolean fits = idleTimeout.isZero() || heartbeat.multipliedBy(2).compareTo(idleTimeout) < 0;
        return fits
                ? Optional.empty()
                : Optional.of("shorter than half the idle-timeout of " + Durations.print(idleTimeout)
                        + ", so that one lost beat ends no relay");
    }
}
