package org.sluice.relay;

import java.time.Duration;

/**
 * Two legs that are joined, whatever is carried between them: what the application may ask of them, and tell them. Registered with
 * {@link Relays} from its opening until both legs are gone. Any thread, unless it says otherwise.
 */
public interface OpenRelay {
    /** What {@code from} has sent so far; a moment old. */
    Traffic traffic(Side from);

    /** How long ago it was opened. */
    Duration age();

    /** Which sides had to be reset without a word, and why; empty if none. For the log. */
    String resets();

    /** Who opened it, and hears of its end. */
    RelayEvents events();

    /** Whether its end has begun, whoever brought it about. */
    boolean isEnding();

    /** Ends it: both sides are told, and both are gone within the close timeout. */
    void end(CloseCause cause);

    /** Resets whatever is left of it, at once. */
    void abandon();

    /** Looks once at limits and silence. Called by the sweep alone, one thread at a time; must not wait. */
    void sweep(long now);

    /** Something threw that must not. What is left is reset, so that nothing is kept for ever. */
    void failed(RuntimeException thrown);
}
