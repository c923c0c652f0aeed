package org.sluice.backend;

import org.sluice.handshake.Headers;

/**
 * The member said 101, and the 101 is a good one.
 *
 * @param leg the connection, open and unread behind the head of the answer; whoever takes this owns it
 * @param headers the end-to-end headers of the 101 with Sec-WebSocket-Protocol and Sec-WebSocket-Extensions, without
 *     Sec-WebSocket-Accept, which belongs to this connection's key
 */
public record OpenedLeg(ChannelLeg leg, Headers headers) implements Accepted {}
