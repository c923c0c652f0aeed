package org.sluice.admission;

import java.util.List;

/**
 * The rule wants to know who the client is. The door finds out, and comes back with the same handshake {@linkplain
 * org.sluice.handshake.Handshake#by by} whom it found; or it says that it {@linkplain Admission#challenged could not}.
 *
 * @param roles that count
 */
public record Unknown(List<String> roles) implements Outcome {
    public Unknown {
        roles = List.copyOf(roles);
    }
}
