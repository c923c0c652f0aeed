package org.sluice.backend;

import org.sluice.handshake.Headers;

/**
 * The member answered with a valid 101.
 *
 * @param leg the open connection, nothing read after the head of the answer; the caller owns it
 * @param headers the end-to-end headers of the 101 with Sec-WebSocket-Protocol and Sec-WebSocket-Extensions, without
 *     Sec-WebSocket-Accept, which belongs to this connection's key
 */
public record OpenedLeg(ChannelLeg leg, Headers headers) implements Accepted {}
