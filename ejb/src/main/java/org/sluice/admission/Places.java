package org.sluice.admission;

import org.sluice.affinity.Affinity;
import org.sluice.backend.Members;
import org.sluice.balancing.Balancer;
import org.sluice.config.AffinityConfig;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Pools;

/** Where members are found, chosen and reached. */
public record Places(Pools pools, Balancer balancer, Affinity affinity, Members members, Realm realm) {
    Turns turns(AffinityConfig how, Handshake handshake) {
        return new Turns(affinity, balancer, how, handshake);
    }
}
