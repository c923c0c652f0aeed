package org.sluice.web.message;

import org.sluice.frames.Violation;
import org.sluice.relay.Close;

/** Hears what a client's bytes say before the server's WebSocket container does. On the thread that reads them. */
interface ClientByteListener {
    /** A close frame came, with this. */
    void said(Close close);

    /** It broke a rule; nothing of it is read any more. */
    void violated(Violation violation);

    /** Its side of the connection ended, or {@code broken}. */
    void ended(boolean broken);
}
