package org.sluice.admission;

import java.util.List;

/**
 * The rule wants to know who the client is. The servlet finds out, and comes back with the same handshake {@linkplain
 * org.sluice.handshake.Handshake#by by} whom it found; or it says that it {@linkplain Admission#identityAsked could not}.
 *
 * @param roles that count
 */
public record IdentityRequired(List<String> roles) implements Outcome {
    public IdentityRequired {
        roles = List.copyOf(roles);
    }
}
