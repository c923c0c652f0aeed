package org.sluice.relay;

import java.time.Duration;

/**
 * A relay as the rest of the application sees it, of frames ({@link Relay}) or of messages. Registered with {@link Relays} from
 * its opening until both legs are gone. Methods may be called from any thread, unless they say otherwise.
 */
public interface OpenRelay {
    /** What {@code from} has sent so far; may be slightly out of date. */
    Traffic traffic(Side from);

    /** The time since the relay was opened. */
    Duration age();

    /** Which sides were reset without a close frame, and why; empty if none. For the log. */
    String resets();

    /** The receiver of this relay's events, given when it was opened. */
    RelayEvents events();

    /** Whether the relay has begun to end, for whatever reason. */
    boolean isEnding();

    /** Ends the relay: both sides get their closes, and both legs are gone within the close timeout. */
    void end(CloseCause cause);

    /** Resets both legs at once, as far as they still exist. */
    void abandon();

    /** Checks timeouts and sends pings. Called only by the sweep, one thread at a time; must not block. */
    void sweep(long now);

    /** An unexpected exception was thrown for this relay. Resets both legs, so that nothing leaks. */
    void failed(RuntimeException thrown);
}
