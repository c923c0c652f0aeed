package org.sluice.config;

import java.util.List;
import java.util.Optional;

/**
 * Who may knock.
 *
 * @param allow empty = every address
 * @param deny stronger than {@code allow}
 */
public record Access(Origins origins, List<Cidr> allow, List<Cidr> deny, Optional<String> requireRole) {
    /** Everybody. */
    public static final Access OPEN = of(Values.none());

    public Access {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    static Access of(Values values) {
        return new Access(
                values.or(RuleKeys.ORIGINS),
                values.or(RuleKeys.ALLOW, List.of()),
                values.or(RuleKeys.DENY, List.of()),
                values.get(RuleKeys.REQUIRE_ROLE));
    }
}
