package org.sluice.relay;

/**
 * What a leg says to the relay that owns it. Called on the leg's own thread (an event loop or a thread of the server),
 * which must never be made to wait; calls may overlap on different threads, and a call too many is harmless.
 */
public interface LegEvents {
    /** There may be bytes, an end or a fault to read. */
    void readable();

    /** There may be room to write again. */
    void writable();
}
