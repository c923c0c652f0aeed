package org.sluice.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.sluice.relay.Close;

/**
 * One end of a message relay: a session of some WebSocket API. Its owner opens a relay with it or aborts it. One thread at a
 * time sends; all other methods may be called from any thread.
 */
public interface Peer {
    /**
     * Begins to deliver events. Called once, before any other method except {@link #abort}; events may come before it returns.
     */
    void open(PeerEvents events);

    /** Sends a part of a text message, or all of it. May block. */
    void text(String part, boolean last) throws IOException;

    /** Sends the remaining bytes of {@code part}: a part of a binary message, or all of it. May block. */
    void binary(ByteBuffer part, boolean last) throws IOException;

    /** Sends a ping. Never blocks. */
    void ping(ByteBuffer payload) throws IOException;

    /**
     * Sends a close after what was sent before; if {@code close} is not a frame, ends or resets the connection instead, as far
     * as the API can. Nothing can be sent afterwards. May block; idempotent.
     */
    void close(Close close);

    /**
     * Ends our side of the connection (FIN) after the close that was sent, without waiting for the peer's close (RFC 6455
     * 7.1.7). What the peer still sends is dropped. May block; idempotent.
     */
    void finish();

    /** Resets the connection at once. Never blocks; idempotent. */
    void abort();

    /** Whether the connection is gone, for whatever reason. */
    boolean isGone();

    /** Bytes sent that the peer has not accepted yet. 0 if sending blocks until it has. */
    long waiting();

    /** Bytes that the peer has accepted so far; only meaningful while bytes {@linkplain #waiting wait}. */
    long taken();

    /**
     * Pauses the delivery of messages until {@link #resume}, if the session can do that.
     *
     * @return whether it can; if not, the caller has to block the delivering thread
     */
    boolean pause();

    /** Resumes the delivery; harmless if it was not paused. */
    void resume();
}
