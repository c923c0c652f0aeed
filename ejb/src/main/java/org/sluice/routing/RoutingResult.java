package org.sluice.routing;

import org.sluice.config.RuleConfig;

/** The result of routing one handshake, with the rule that matched. */
public sealed interface RoutingResult permits Route, RoutingResult.Redirect, RoutingResult.Respond {
    RuleConfig rule();

    /**
     * The client is redirected.
     *
     * @param location the value of the Location header
     */
    record Redirect(RuleConfig rule, int status, String location) implements RoutingResult {}

    /**
     * The rule answers the client itself.
     *
     * @param text the body; may be empty
     */
    record Respond(RuleConfig rule, int status, String text) implements RoutingResult {}
}
