package org.sluice.config;

import java.time.Duration;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Values;

/** How many relays and waiting handshakes a pool takes. Zero = no limit. Immutable. */
public final class Capacity extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Pool: capacity", EntryKind.POOL);

    static final Key<Integer> MAX_CONNECTIONS = GROUP.key(
            "max-connections",
            Kind.count(0, 10_000_000),
            "0",
            "How many relays one member may carry; 0 = no limit.",
            "nginx max_conns; HAProxy server maxconn");

    public int maxConnections() {
        return value(MAX_CONNECTIONS);
    }

    static final Key<Integer> POOL_MAX_CONNECTIONS = GROUP.key(
            "pool-max-connections",
            Kind.count(0, 10_000_000),
            "0",
            "How many relays all members may carry together; 0 = no limit.",
            "Envoy max_connections");

    public int poolMaxConnections() {
        return value(POOL_MAX_CONNECTIONS);
    }

    static final Key<Integer> QUEUE = GROUP.key(
            "queue",
            Kind.count(0, 100_000),
            "0",
            "How many handshakes may wait for a place when every member is full.",
            "nginx Plus queue; HAProxy maxqueue");

    public int queue() {
        return value(QUEUE);
    }

    static final Key<Duration> QUEUE_TIMEOUT = GROUP.key(
            "queue-timeout",
            Kind.duration("1ms", "300s"),
            "5s",
            "How long a handshake may wait in this queue.",
            "HAProxy timeout queue");

    public Duration queueTimeout() {
        return value(QUEUE_TIMEOUT);
    }

    /** The defaults. */
    public static final Capacity STANDARD = new Capacity(Values.none());

    Capacity(Values values) {
        super(values);
    }
}
