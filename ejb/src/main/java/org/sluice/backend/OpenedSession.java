package org.sluice.backend;

import org.sluice.handshake.Headers;

/**
 * The member answered with a valid 101, and Tyrus has created a session from it.
 *
 * @param session an open session, not read before {@link MemberSession#open}; the caller owns it
 * @param headers the end-to-end headers of the 101, as in {@link OpenedLeg}
 */
public record OpenedSession(MemberSession session, Headers headers) implements Accepted {}
