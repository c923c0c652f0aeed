package org.sluice.balancing;

import java.util.List;
import java.util.Optional;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;

/**
 * One way to choose, without counting. It is called by one thread at a time, and may keep a state of its own; it counts nothing, for that is
 * the {@link Balancer}'s part.
 */
interface Choice {
    /**
     * Chooses one of the candidates.
     *
     * @param candidates members that may be picked now, each with a weight of at least 1; may be empty
     * @return empty only if there is no candidate
     */
    Optional<Member> choose(List<Member> candidates, Handshake handshake);
}
