package org.sluice.web.container;

import java.nio.ByteBuffer;
import org.sluice.frames.Violation;
import org.sluice.relay.Close;

/** Hears what a client's bytes say before the server's WebSocket container does. On the thread that reads them. */
public interface ClientByteListener {
    /** A close frame came, with this. */
    void said(Close close);

    /** It broke a rule; nothing of it is read any more. */
    void violated(Violation violation);

    /**
     * A rule was broken, while what came before is still on its way to the endpoint.
     *
     * @return a pong frame to be given to the server's WebSocket container behind that; the endpoint recognises it by its payload
     */
    ByteBuffer mark(Violation violation);

    /** Its side of the connection ended, or {@code broken}. */
    void ended(boolean broken);
}
