package org.sluice.handshake;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who a client is, as the server's realm has found out. Immutable.
 *
 * @param principal as the server knows it
 * @param roles those that were asked for and that it has, in the order they were asked for
 */
public record Identity(Principal principal, List<String> roles) {
    private static final String USER = "X-Sluice-User";
    private static final String ROLES = "X-Sluice-Roles";

    public Identity {
        roles = List.copyOf(roles);
    }

    /** Whether it has at least one of these. */
    public boolean isOneOf(Collection<String> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }

    /** {@code headers}, and what a member is told of it. */
    public Headers tell(Headers headers) {
        List<Header> lines = new ArrayList<>(headers.lines());
        lines.add(new Header(USER, HeaderText.of(principal.getName())));
        lines.add(new Header(ROLES, HeaderText.of(String.join(", ", roles))));
        return new Headers(lines);
    }

    /** Of a {@linkplain Spelling plain} name. */
    static boolean isOurs(String header) {
        return header.equalsIgnoreCase(USER) || header.equalsIgnoreCase(ROLES);
    }
}
