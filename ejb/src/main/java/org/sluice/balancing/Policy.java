package org.sluice.balancing;

import java.util.Optional;
import java.util.Set;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** Picks members of pools, and counts them as it picks. Any thread. */
public interface Policy {
    /**
     * Picks a member and counts a pending handshake on it.
     *
     * @param tried members that were tried for this handshake and are not picked again
     * @return what is counted, to be given back; empty if no member may be picked now
     */
    Optional<Lease> pick(Pool pool, Handshake handshake, Set<Member> tried);
}
