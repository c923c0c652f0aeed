package org.sluice.admission;

import java.util.List;

/**
 * The rule requires a role, and the client is not authenticated yet. The servlet authenticates it, and calls again with the
 * same handshake and {@linkplain org.sluice.handshake.Handshake#by its identity}; or reports that it {@linkplain
 * Admission#identityAsked could not}.
 *
 * @param roles the roles of which the client must have one
 */
public record IdentityRequired(List<String> roles) implements Outcome {
    public IdentityRequired {
        roles = List.copyOf(roles);
    }
}
