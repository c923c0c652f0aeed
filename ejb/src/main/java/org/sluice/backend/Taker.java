package org.sluice.backend;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;

/**
 * What differs between frames and messages in a handshake with a member: who makes its key, and what becomes of a good 101. One
 * for each attempt; called on its thread.
 */
interface Taker {
    /** The four lines that are made anew for each connection (RFC 6455 4.1), by their names. */
    Map<String, List<String>> lines();

    /**
     * Takes the connection over, if the accept value belongs to the key; a {@link Failed} leaves it to the caller.
     *
     * @param head a 101 that is right in all else
     * @param told what the client is to hear of it
     * @param early what came behind the head
     */
    Answer take(AnswerHead head, Channel channel, Headers told, ByteBuffer early);
}
