package org.sluice.web.container;

import java.nio.ByteBuffer;
import org.sluice.frames.Violation;
import org.sluice.relay.Close;

/**
 * Receives what was found in a client's bytes before the server's WebSocket container reads them. On the thread that
 * reads them.
 */
public interface ClientByteListener {
    /** A close frame arrived, with this code and reason. */
    void said(Close close);

    /** The client violated the protocol or a limit; it is not read any more. */
    void violated(Violation violation);

    /**
     * The client violated the protocol or a limit, while earlier messages are still on their way to the endpoint.
     *
     * @return a pong frame for the server's WebSocket container, to be put after those messages; the endpoint recognises
     *    its payload
     */
    ByteBuffer mark(Violation violation);

    /** The client's side of the connection ended, or failed if {@code broken}. */
    void ended(boolean broken);
}
