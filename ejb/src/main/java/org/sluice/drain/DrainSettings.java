package org.sluice.drain;

import java.time.Duration;
import java.util.Optional;
import org.sluice.config.HealthConfig;
import org.sluice.config.Intent;
import org.sluice.config.Settings;

/**
 * How the relays of one member are ended. Immutable.
 *
 * @param timeout how long relays may go on
 * @param spread the time over which the remaining relays are closed
 * @param code the close code for their clients
 */
public record DrainSettings(Duration timeout, Duration spread, int code) {
    /** For clients of a drained instance, which connect again to another one (RFC 6455 7.4.1). */
    private static final int GOING_AWAY = 1001;

    /** The drain settings of a pool. */
    static DrainSettings of(HealthConfig.Drain configured) {
        return new DrainSettings(configured.timeout(), configured.spread(), configured.code());
    }

    /** How to drain a member, by the settings of the instance and of the member; empty if it shall serve. */
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
