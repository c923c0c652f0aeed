package org.sluice.admission;

import java.time.Duration;
import org.sluice.affinity.Affinity;
import org.sluice.backend.Members;
import org.sluice.balancing.Balancer;
import org.sluice.config.AffinityConfig;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Pools;

/** Where members are found, chosen and reached. */
public record Places(Pools pools, Balancer balancer, Affinity affinity, Members members, Realm realm) {
    /** @param moment how long a handshake waits for places that only handshakes hold */
    Turns turns(AffinityConfig how, Handshake handshake, Duration moment) {
        return new Turns(affinity, balancer, how, handshake, moment);
    }
}
