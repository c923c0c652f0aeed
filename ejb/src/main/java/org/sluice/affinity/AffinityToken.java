package org.sluice.affinity;

import org.sluice.pool.Member;

/** What a handshake carries that identifies the member of its client. */
public sealed interface AffinityToken {
    /** No token: any member may be picked. */
    record None() implements AffinityToken {}

    /**
     * The client had this member before.
     *
     * @param welcome whether the member may be picked for such a client
     */
    record Led(Member member, boolean welcome) implements AffinityToken {}

    /** A key that the client always sends; equal keys belong to the same member. */
    record Keyed(String key) implements AffinityToken {}
}
