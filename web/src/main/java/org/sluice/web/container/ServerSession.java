package org.sluice.web.container;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Optional;
import org.sluice.relay.Close;

/**
 * How to use a WebSocket session of one server. One object for each session; the defaults rely on the specification only.
 */
public interface ServerSession {
    /** Whether the connection ended without a close frame, whatever the server reports. */
    default boolean wasLost() {
        return false;
    }

    /** Whether the connection is known to have failed, rather than ended, without a close frame. */
    default boolean wasReset() {
        return false;
    }

    /** The client's own close frame, where it is known more exactly than the server reports it. */
    default Optional<Close> said() {
        return Optional.empty();
    }

    /** Whether the connection is gone. */
    boolean isGone();

    /** Drops the connection at once. */
    void drop();

    /** Ends our side of the connection in order, without waiting for the client's close, if the server supports that. */
    default void finish() {}

    /** Stops reading, if the server supports that; returns whether it does. */
    default boolean pause() {
        return false;
    }

    /** Resumes reading. */
    default void resume() {}

    /** A session of an unknown server. */
    record Plain(Session session) implements ServerSession {
        @Override
        public boolean isGone() {
            return !session.isOpen();
        }

        @Override
        public void drop() {
            try {
                session.close();
            } catch (IOException e) {
                // it is gone already
            }
        }
    }
}
