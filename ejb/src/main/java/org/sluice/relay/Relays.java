package org.sluice.relay;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.sluice.frames.ControlFrames;

/** All open relays: opens them, sweeps them and ends them all at a stop. Thread-safe. */
public final class Relays {
    private final Set<OpenRelay> open = ConcurrentHashMap.newKeySet();
    private final Chunks chunks = new Chunks();
    private final LongSupplier clock;
    private final RandomGenerator random;
    private final ControlFrames toClient = ControlFrames.toClient();
    private final ControlFrames toMember;

    /**
     * @param clock {@link System#nanoTime()}, or a test's
     * @param random unpredictable, for the masks of frames to members (RFC 6455 5.3); thread-safe
     */
    public Relays(LongSupplier clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.toMember = ControlFrames.toMember(random);
    }

    /**
     * Opens a relay between {@code client} and the member leg of {@code order}. The relay owns both legs from now on; bytes may
     * flow before this returns. If a leg cannot be opened, the relay ends at once.
     */
    public Relay open(RelayOrder order, Leg client, RelayEvents events) {
        Relay relay = new Relay(order, client, events, this);
        relay.start();
        return relay;
    }

    /** The relays open now: a live view, without a copy. */
    public Collection<OpenRelay> all() {
        return open;
    }

    /**
     * Checks every relay once: timeouts and heartbeats. To be called about twice a second, by one thread at a time. An
     * exception for one relay ends that relay, and the others are still checked.
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

    /** Resets every relay that is still open. */
    public void abandonAll() {
        List.copyOf(open).forEach(OpenRelay::abandon);
    }

    /** Registers {@code relay}, which is swept from now on. */
    public void add(OpenRelay relay) {
        open.add(relay);
    }

    /** Removes {@code relay}, which is over. */
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

    /** The random source given to the constructor; unpredictable, thread-safe. */
    public RandomGenerator random() {
        return random;
    }

    ControlFrames framesTo(Side side) {
        return side == Side.CLIENT ? toClient : toMember;
    }
}
