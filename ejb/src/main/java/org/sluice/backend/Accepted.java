package org.sluice.backend;

import org.sluice.handshake.Headers;

/** The member said 101, and the 101 is a good one. Whoever takes this owns what it holds. */
public sealed interface Accepted extends AttemptResult permits OpenedLeg, OpenedSession {
    /** The end-to-end headers of the 101, without Sec-WebSocket-Accept. */
    Headers headers();
}
