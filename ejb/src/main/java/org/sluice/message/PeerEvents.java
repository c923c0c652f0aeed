package org.sluice.message;

import java.nio.ByteBuffer;
import org.sluice.frames.Violation;
import org.sluice.relay.Close;

/**
 * What a peer delivers: one call after the other, on one thread at a time, which may be made to wait. {@link #room} alone may
 * come at any time, on a thread that must not wait.
 */
public interface PeerEvents {
    /** A part of a text, or the whole. */
    void text(String part, boolean last);

    /** A part of a binary message, or the whole; valid until this returns. */
    void binary(ByteBuffer part, boolean last);

    /** Anything else that shows the peer to be alive: a ping, a pong, a part of a frame. */
    void alive();

    /** Its close frame came; nothing else is delivered but {@link #gone}. */
    void closed(Close close);

    /** It broke a rule. */
    void violated(Violation violation);

    /** Its text is not UTF-8, or what else the API refused by itself; it has been told {@code close}. */
    void refused(Close close);

    /**
     * Its connection is gone. Without {@link #closed} before it, it was lost. May be told more than once.
     *
     * @param broken whether it is known to have broken, rather than ended
     */
    void gone(boolean broken);

    /** So little waits for it that the other side may speak again. */
    void room();
}
