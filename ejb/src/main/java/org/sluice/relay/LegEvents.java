package org.sluice.relay;

/**
 * Events of a leg, received by the relay that owns it. Called on the leg's own thread (an event loop or a thread of the
 * server), so implementations must not block. Calls may overlap on different threads; spurious calls are harmless.
 */
public interface LegEvents {
    /**
     * Prefetch: {@link #readable()} is about to be called for this relay and for others. Implementations read the fields that
     * {@code readable()} will need, so that the memory accesses of all these relays overlap, and do nothing else.
     *
     * @return a meaningless value computed from the fields that were read, so that the compiler cannot drop the reads
     */
    default int beforeReadable() {
        return 0;
    }

    /** There may be bytes to read, the end of the input, or an exception. */
    void readable();

    /** The leg may accept bytes again. */
    void writable();
}
