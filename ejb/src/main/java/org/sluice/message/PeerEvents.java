package org.sluice.message;

import java.nio.ByteBuffer;
import org.sluice.frames.Violation;
import org.sluice.relay.Close;

/**
 * Events of a {@link Peer}: one call after the other, on one thread at a time, which may be blocked. Only {@link #room} may
 * come at any time, on a thread that must not be blocked.
 */
public interface PeerEvents {
    /** A part of a text message, or all of it. */
    void text(String part, boolean last);

    /** A part of a binary message, or all of it; the buffer is valid until this returns. */
    void binary(ByteBuffer part, boolean last);

    /** Any other sign of life: a ping, a pong, a part of a frame. */
    void alive();

    /** The peer's close frame came; only {@link #gone} follows. */
    void closed(Close close);

    /** The peer broke a rule of RFC 6455. */
    void violated(Violation violation);

    /** The session's API itself refused what the peer sent, such as a text that is not UTF-8, and has sent it {@code close}. */
    void refused(Close close);

    /**
     * The connection is gone. Without {@link #closed} before it, it was lost. May be called more than once.
     *
     * @param broken true if the connection is known to have broken, false if it ended in order
     */
    void gone(boolean broken);

    /** The peer has accepted so much that the other side may send again. */
    void room();
}
