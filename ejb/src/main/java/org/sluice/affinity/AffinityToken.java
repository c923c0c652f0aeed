package org.sluice.affinity;

import org.sluice.pool.Member;

/** What a handshake carries that says where its client belongs. */
public sealed interface AffinityToken {
    /** Nothing: any member will do. */
    record None() implements AffinityToken {}

    /**
     * This member had the client before.
     *
     * @param welcome whether it is well, and wanted for such a client
     */
    record Led(Member member, boolean welcome) implements AffinityToken {}

    /** Something the client always carries; whoever carries the same belongs to the same member. */
    record Keyed(String key) implements AffinityToken {}
}
