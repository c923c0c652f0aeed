package org.sluice.drain;

import java.time.Duration;
import java.util.Optional;
import org.sluice.config.HealthConfig;
import org.sluice.config.Intent;
import org.sluice.config.Settings;

/**
 * How the relays of one member are ended. Immutable.
 *
 * @param timeout how long they may go on
 * @param spread over how long the closing of those that remain is spread
 * @param code the close code that their clients are told
 */
public record DrainSettings(Duration timeout, Duration spread, int code) {
    /** A client that leaves the instance comes back to another one (RFC 6455 7.4.1). */
    private static final int GOING_AWAY = 1001;

    /** As the pool says. */
    static DrainSettings of(HealthConfig.Drain configured) {
        return new DrainSettings(configured.timeout(), configured.spread(), configured.code());
    }

    /** What the operator wants of the member and of the whole instance; empty if the member is to serve. */
    static Optional<DrainSettings> wanted(Settings settings, HealthConfig.Drain configured, Intent intent) {
        DrainSettings pool = of(configured);
        if (settings.drain()) {
            return Optional.of(new DrainSettings(Duration.ZERO, pool.spread, GOING_AWAY));
        }
        return switch (intent) {
            case SERVE -> Optional.empty();
            case DRAIN -> Optional.of(pool);
            case OFF -> Optional.of(new DrainSettings(Duration.ZERO, pool.spread, pool.code));
        };
    }
}
