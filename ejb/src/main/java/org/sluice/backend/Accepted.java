package org.sluice.backend;

import org.sluice.handshake.Headers;

/** The member answered with a valid 101. The caller owns what the result holds. */
public sealed interface Accepted extends AttemptResult permits OpenedLeg, OpenedSession {
    /** The end-to-end headers of the 101, without Sec-WebSocket-Accept. */
    Headers headers();
}
