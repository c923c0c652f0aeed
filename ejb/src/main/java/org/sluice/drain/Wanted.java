package org.sluice.drain;

import java.time.Duration;
import java.util.Optional;
import org.sluice.config.HealthConfig;
import org.sluice.config.Intent;
import org.sluice.config.Settings;

/** How a member that is named is to be left, by what the operator wants of it and of the whole instance. */
final class Wanted {
    /** Who leaves the instance comes back to another one (RFC 6455 7.4.1). */
    private static final int GOING_AWAY = 1001;

    private Wanted() {}

    /** Empty if it is to serve. */
    static Optional<HealthConfig.Drain> of(Settings settings, HealthConfig.Drain terms, Intent intent) {
        if (settings.drain()) {
            return Optional.of(new HealthConfig.Drain(Duration.ZERO, terms.spread(), GOING_AWAY));
        }
        return switch (intent) {
            case SERVE -> Optional.empty();
            case DRAIN -> Optional.of(terms);
            case OFF -> Optional.of(new HealthConfig.Drain(Duration.ZERO, terms.spread(), terms.code()));
        };
    }
}
