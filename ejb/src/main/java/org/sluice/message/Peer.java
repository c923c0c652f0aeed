package org.sluice.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.sluice.relay.Close;

/**
 * One end of a message relay: a session of somebody's WebSocket API. Whoever holds one hands it to a relay or aborts it. One
 * thread sends at a time; everything else comes on any.
 */
public interface Peer {
    /** Begins to deliver. Called once, before any other method but {@link #abort}; deliveries may come before it returns. */
    void open(PeerEvents events);

    /** Sends a part of a text, or the whole. May wait for the peer. */
    void text(String part, boolean last) throws IOException;

    /** Sends what remains in {@code part}: a part of a binary message, or the whole. May wait for the peer. */
    void binary(ByteBuffer part, boolean last) throws IOException;

    /** Sends a ping. Never waits. */
    void ping(ByteBuffer payload) throws IOException;

    /**
     * Sends a close behind what was sent, or, where that is no frame, ends or resets the connection there, as far as the API
     * can; nothing can be sent any more. May wait; harmless when repeated.
     */
    void close(Close close);

    /**
     * Ends our side of the connection in order behind the close that was sent, without waiting for the peer's (RFC 6455 7.1.7).
     * What it still sends is dropped. May wait; harmless when repeated.
     */
    void finish();

    /** Drops the connection at once. Never waits; harmless when repeated. */
    void abort();

    /** Whether the connection is gone, in whatever way. */
    boolean isGone();

    /** Bytes that were sent and that the peer has not taken. 0 where a send waits until it has. */
    long waiting();

    /** Bytes that the peer has taken so far; means something only while bytes {@linkplain #waiting wait}. */
    long taken();

    /**
     * Stops delivering until {@link #resume}, as far as it can by itself.
     *
     * @return whether it can; if not, the thread that delivers must be kept
     */
    boolean pause();

    /** Delivers again; harmless when it was not paused. */
    void resume();
}
