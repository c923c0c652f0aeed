package org.sluice.handshake;

import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A client's identity in the server's realm. Immutable.
 *
 * @param principal the name in the server's realm
 * @param roles the roles the client has of those that were checked, in the order of the check
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

    /** Adds the headers for the member about this identity to {@code headers}. */
    public Headers tell(Headers headers) {
        List<Header> lines = new ArrayList<>(headers.lines());
        lines.add(new Header(USER, HeaderText.of(principal.getName())));
        lines.add(new Header(ROLES, HeaderText.of(String.join(", ", roles))));
        return new Headers(lines);
    }

    /** Whether a {@linkplain Spelling plain} name is that of one of these headers. */
    static boolean isOurs(String header) {
        return header.equalsIgnoreCase(USER) || header.equalsIgnoreCase(ROLES);
    }
}
