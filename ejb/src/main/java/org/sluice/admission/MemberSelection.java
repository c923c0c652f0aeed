package org.sluice.admission;

import java.time.Duration;
import java.util.function.Supplier;
import org.sluice.affinity.Affinity;
import org.sluice.backend.LoopMembers;
import org.sluice.backend.Members;
import org.sluice.balancing.Balancer;
import org.sluice.config.AffinityConfig;
import org.sluice.handshake.Handshake;
import org.sluice.http.HttpExchanges;
import org.sluice.pool.Pools;
import org.sluice.transport.Loop;

/**
 * The collaborators that find, pick and reach members.
 *
 * @param members opens legs on blocking threads
 * @param loopMembers opens legs on event loops
 * @param loops gives the event loop for the next handshake
 * @param exchanges plain requests that are under way
 */
public record MemberSelection(
        Pools pools,
        Balancer balancer,
        Affinity affinity,
        Members members,
        MemberDestinations destinations,
        LoopMembers loopMembers,
        Supplier<Loop> loops,
        HttpExchanges exchanges) {
    /**
     * @param shortWait how long a handshake waits for places that are held by handshakes only
     */
    CandidateOrder candidates(AffinityConfig how, Handshake handshake, Duration shortWait) {
        return new CandidateOrder(affinity, balancer, how, handshake, shortWait);
    }
}
