package org.sluice.web.container;

import java.util.Optional;
import org.sluice.relay.Close;

/** The state of the connection below a WebSocket session, known from its bytes. Any thread. */
public interface SessionConnection {
    /** The connection, if the server passes it to upgrade handlers. */
    Optional<ServerConnection> connection();

    /** The client's close frame, if one was read. */
    Optional<Close> said();

    /** Whether the connection ended or failed without a close frame. */
    boolean isLost();

    /** Whether the connection failed. */
    boolean isBroken();

    /** Whether the server has ended the connection. */
    boolean isGone();

    /** The connection is dropped or ended, and is not used any more. */
    void gone();
}
