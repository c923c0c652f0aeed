package org.sluice.routing;

import org.sluice.config.RelayConfig;
import org.sluice.config.RouteSettings;
import org.sluice.config.RuleConfig;
import org.sluice.config.SizeLimits;
import org.sluice.config.TimeLimits;

/**
 * The handshake goes to a pool.
 *
 * @param target path and query for the member, in normal form, with the prefixes of the rule applied
 * @param terms the settings of this rule for this pool
 */
public record Route(RuleConfig rule, String pool, String target, RouteSettings terms) implements RoutingResult {
    public TimeLimits timeLimits() {
        return terms.time();
    }

    /** Whether the relay forwards messages rather than frames. */
    public boolean carriesMessages() {
        return terms.relay().mode() == RelayConfig.Mode.MESSAGES;
    }

    public SizeLimits sizeLimits() {
        return terms.sizes();
    }
}
