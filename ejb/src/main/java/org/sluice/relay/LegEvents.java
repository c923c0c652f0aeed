package org.sluice.relay;

/**
 * What a leg says to the relay that owns it. Called on the leg's own thread (an event loop or a thread of the server),
 * which must never be made to wait; calls may overlap on different threads, and a call too many is harmless.
 */
public interface LegEvents {
    /**
     * This relay and others are about to hear of bytes: time for a look at what {@link #readable()} will touch, so that the
     * memory of all of them is there when it is needed. Shall read some fields, and do nothing.
     *
     * @return means nothing, but shall be made of what was read, or compilers leave that out
     */
    default int beforeReadable() {
        return 0;
    }

    /** There may be bytes, an end or a fault to read. */
    void readable();

    /** There may be room to write again. */
    void writable();
}
