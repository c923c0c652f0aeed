package org.sluice.config;

import java.util.List;

/**
 * Who may knock.
 *
 * @param allow empty = every address
 * @param deny stronger than {@code allow}
 * @param requireRoles of which a client must have one in the server's realm; empty = nobody asks who it is
 * @param identityHeaders whether the member is told who it is
 */
public record Access(
        Origins origins, List<Cidr> allow, List<Cidr> deny, List<String> requireRoles, boolean identityHeaders) {
    /** Everybody. */
    public static final Access OPEN = of(Values.none());

    public Access {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        requireRoles = List.copyOf(requireRoles);
    }

    static Access of(Values values) {
        return new Access(
                values.or(RuleKeys.ORIGINS),
                values.or(RuleKeys.ALLOW, List.of()),
                values.or(RuleKeys.DENY, List.of()),
                values.or(RuleKeys.REQUIRE_ROLE, List.of()),
                values.or(RuleKeys.IDENTITY_HEADERS));
    }
}
