package org.sluice.routing;

import org.sluice.config.RuleConfig;
import org.sluice.config.SizeLimits;
import org.sluice.config.Terms;
import org.sluice.config.TimeLimits;

/** What becomes of one handshake, and the rule that said so. */
public sealed interface Route {
    RuleConfig rule();

    /**
     * It goes to a pool.
     *
     * @param target path and query as the member gets them: normal, and with the prefixes of the rule applied
     * @param terms of this rule with this pool
     */
    record ToPool(RuleConfig rule, String pool, String target, Terms terms) implements Route {
        public TimeLimits timeLimits() {
            return terms.time();
        }

        public SizeLimits sizeLimits() {
            return terms.sizes();
        }
    }

    /**
     * The client is sent elsewhere.
     *
     * @param location for the Location header, filled in
     */
    record Redirect(RuleConfig rule, int status, String location) implements Route {}

    /**
     * The client is answered at once.
     *
     * @param text the body; may be empty
     */
    record Respond(RuleConfig rule, int status, String text) implements Route {}
}
