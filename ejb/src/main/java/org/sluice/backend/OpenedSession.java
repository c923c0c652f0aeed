package org.sluice.backend;

import org.sluice.handshake.Headers;

/**
 * The member said 101, the 101 is a good one, and Tyrus has made a session of it.
 *
 * @param session open, and not read before it is {@linkplain MemberSession#open opened}; whoever takes this owns it
 * @param headers the end-to-end headers of the 101, as in {@link OpenedLeg}
 */
public record OpenedSession(MemberSession session, Headers headers) implements Accepted {}
