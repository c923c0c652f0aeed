package org.sluice.config;

import java.time.Duration;

/**
 * How much a pool takes. Each value is in the range of its key in {@link PoolKeys}.
 *
 * @param maxConnections relays of one member; 0 = no limit
 * @param poolMaxConnections relays of all members; 0 = no limit
 * @param queue handshakes that may wait when every member is full
 */
public record Capacity(int maxConnections, int poolMaxConnections, int queue, Duration queueTimeout) {
    /** What holds when nothing is said. */
    public static final Capacity STANDARD = of(Values.none());

    /** Checks every value.
     *
     * @throws IllegalArgumentException naming the first key whose value is out of range
     */
    public Capacity {
        PoolKeys.MAX_CONNECTIONS.check(maxConnections);
        PoolKeys.POOL_MAX_CONNECTIONS.check(poolMaxConnections);
        PoolKeys.QUEUE.check(queue);
        PoolKeys.QUEUE_TIMEOUT.check(queueTimeout);
    }

    static Capacity of(Values values) {
        return new Capacity(
                values.or(PoolKeys.MAX_CONNECTIONS),
                values.or(PoolKeys.POOL_MAX_CONNECTIONS),
                values.or(PoolKeys.QUEUE),
                values.or(PoolKeys.QUEUE_TIMEOUT));
    }
}
