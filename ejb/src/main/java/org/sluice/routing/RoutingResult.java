package org.sluice.routing;

import org.sluice.config.RuleConfig;

/** What becomes of one handshake, and the rule that said so. */
public sealed interface RoutingResult permits Route, RoutingResult.Redirect, RoutingResult.Respond {
    RuleConfig rule();

    /**
     * The client is sent elsewhere.
     *
     * @param location for the Location header, filled in
     */
    record Redirect(RuleConfig rule, int status, String location) implements RoutingResult {}

    /**
     * The client is answered at once.
     *
     * @param text the body; may be empty
     */
    record Respond(RuleConfig rule, int status, String text) implements RoutingResult {}
}
