package org.sluice.web.container;

import java.util.Optional;
import org.sluice.relay.Close;

/** What is known of the connection below a WebSocket session, from the bytes that were read of it. Any thread. */
public interface SessionConnection {
    /** The connection, if the server shows it to upgrade handlers. */
    Optional<ServerConnection> connection();

    /** The client's close frame, as it was read. */
    Optional<Close> said();

    /** Whether the connection ended, or broke, without a close frame. */
    boolean isLost();

    /** Whether the connection broke. */
    boolean isBroken();

    /** Whether the server is done with the connection. */
    boolean isGone();

    /** The connection is dropped or ended, and is not used any more. */
    void gone();
}
