package org.sluice.routing;

import org.sluice.config.RelayConfig;
import org.sluice.config.RouteSettings;
import org.sluice.config.RuleConfig;
import org.sluice.config.SizeLimits;
import org.sluice.config.TimeLimits;

/**
 * A handshake goes to a pool.
 *
 * @param target path and query as the member gets them: normal, and with the prefixes of the rule applied
 * @param terms of this rule with this pool
 */
public record Route(RuleConfig rule, String pool, String target, RouteSettings terms) implements RoutingResult {
    public TimeLimits timeLimits() {
        return terms.time();
    }

    /** Whether messages are carried, rather than frames. */
    public boolean carriesMessages() {
        return terms.relay().mode() == RelayConfig.Mode.MESSAGES;
    }

    public SizeLimits sizeLimits() {
        return terms.sizes();
    }
}
