package org.sluice.relay;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.sluice.frames.ControlFrames;

/** Every relay that is open. Opens them, sweeps them, ends them all. Safe for any thread. */
public final class Relays {
    private final Set<OpenRelay> open = ConcurrentHashMap.newKeySet();
    private final Chunks chunks = new Chunks();
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final ControlFrames toClient = ControlFrames.toClient();
    private final ControlFrames toMember;

    /**
     * @param clock {@link System#nanoTime()}, or a test's
     * @param random unpredictable, for the masks of frames to members (RFC 6455 5.3); safe for any thread
     */
    public Relays(LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.toMember = ControlFrames.toMember(random);
    }

    /**
     * Joins {@code client} to the member leg of {@code order}. Both legs belong to the relay from now on; bytes may flow
     * before this returns. A leg that cannot be opened ends the relay at once.
     */
    public Relay open(RelayOrder order, Leg client, RelayEvents events) {
        Relay relay = new Relay(order, client, events, this);
        relay.start();
        return relay;
    }

    /** Those open now. A live view; cheap. */
    public Collection<OpenRelay> all() {
        return open;
    }

    /**
     * Looks once at every relay: idle limits, heartbeats, slow sides, closing handshakes. To be called some twice a second,
     * by one thread at a time. One relay's fault does not keep the others from being looked at.
     */
    public synchronized void sweep() {
        long now = clock.getAsLong();
        for (OpenRelay relay : open) {
            try {
                relay.sweep(now);
            } catch (RuntimeException e) {
                relay.failed(e);
            }
        }
    }

    /** Ends every relay for {@code cause}; see {@link OpenRelay#end}. */
    public void endAll(CloseCause cause) {
        List.copyOf(open).forEach(relay -> relay.end(cause));
    }

    /** Resets every relay that is left. */
    public void abandonAll() {
        List.copyOf(open).forEach(OpenRelay::abandon);
    }

    /** {@code relay} has begun, and is swept from now on. */
    public void add(OpenRelay relay) {
        open.add(relay);
    }

    /** {@code relay} is over. */
    public void remove(OpenRelay relay) {
        open.remove(relay);
    }

    Chunks chunks() {
        return chunks;
    }

    /** Nanoseconds, as {@link System#nanoTime()} counts them. */
    public LongSupplier clock() {
        return clock;
    }

    /** Unpredictable; safe for any thread. */
    public RandomGenerator random() {
        return random;
    }

    ControlFrames framesTo(Side side) {
        return side == Side.CLIENT ? toClient : toMember;
    }
}
