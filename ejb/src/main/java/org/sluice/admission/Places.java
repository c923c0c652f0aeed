package org.sluice.admission;

import java.time.Duration;
import java.util.function.Supplier;
import org.sluice.affinity.Affinity;
import org.sluice.backend.LoopMembers;
import org.sluice.backend.Members;
import org.sluice.balancing.Balancer;
import org.sluice.config.AffinityConfig;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Pools;
import org.sluice.transport.Loop;

/**
 * Where members are found, chosen and reached.
 *
 * @param members for threads that wait
 * @param asked for event loops
 * @param loops gives the event loop for the next handshake
 */
public record Places(
        Pools pools,
        Balancer balancer,
        Affinity affinity,
        Members members,
        Realm realm,
        LoopMembers asked,
        Supplier<Loop> loops) {
    /** @param moment how long a handshake waits for places that only handshakes hold */
    Turns turns(AffinityConfig how, Handshake handshake, Duration moment) {
        return new Turns(affinity, balancer, how, handshake, moment);
    }
}
