package org.sluice.web.container;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Optional;
import org.sluice.relay.Close;

/**
 * What one server's sessions need differently. One object for each session; the defaults are what the specification
 * promises, which is not much.
 */
public interface ServerSession {
    /** Whether the connection ended without a close frame, although the server may say otherwise. */
    default boolean wasLost() {
        return false;
    }

    /** Whether the connection is known to have broken, rather than ended, without a close frame. */
    default boolean wasReset() {
        return false;
    }

    /** The client's own close, where it is known better than the server tells it. */
    default Optional<Close> said() {
        return Optional.empty();
    }

    /** Whether the connection is gone. */
    boolean isGone();

    /** Drops the connection at once. */
    void drop();

    /** Ends our side of the connection in order, without waiting for the client's close, if the server can be told to. */
    default void finish() {}

    /** Stops reading, if the server can be told to. */
    default boolean pause() {
        return false;
    }

    /** Reads again. */
    default void resume() {}

    /** A server we do not know. */
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
                // it is as gone as we wanted it
            }
        }
    }
}
