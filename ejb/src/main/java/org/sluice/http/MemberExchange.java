package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.sluice.backend.AnswerStream;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;

/**
 * The member's half of one exchange, on one connection. Sending the request is one side, reading the answer the other; each has one
 * owner at a time, on any threads.
 */
final class MemberExchange {
    private final MemberConnection connection;
    private final Channel channel;
    private final boolean chunked;
    private final boolean reused;
    private final AnswerStream answer;

    /** What is to be sent before anything else: the head, or what stands between two chunks. The sender's. */
    private ByteBuffer pending;

    private int chunkLeft;
    private boolean anyChunk;
    private boolean ending;
    private volatile boolean sent;

    /** @param reused whether the connection has carried another exchange before */
    MemberExchange(MemberConnection connection, PlainRequest request, MemberOrder order, boolean reused) {
        this.connection = connection;
        this.channel = connection.channel();
        this.chunked = request.length() == PlainRequest.CHUNKED;
        this.reused = reused;
        this.answer = new AnswerStream(channel, request.isHead(), order.maxHeader());
        this.pending = RequestBytes.head(request, order);
    }

    AnswerStream answer() {
        return answer;
    }

    boolean isReused() {
        return reused;
    }

    /**
     * Takes bytes of the request's body; those it leaves are to be offered again, as they are.
     *
     * @return whether all were taken; if not, the channel tells when there is room
     */
    boolean write(ByteBuffer body) throws IOException {
        while (body.hasRemaining()) {
            if (chunked && chunkLeft == 0 && !pending.hasRemaining()) {
                chunkLeft = body.remaining();
                pending = RequestBytes.chunk(chunkLeft, !anyChunk);
                anyChunk = true;
            }
            if (!flushed() || write(body, chunked ? Math.min(chunkLeft, body.remaining()) : body.remaining()) == 0) {
                return false;
            }
        }
        return true;
    }

    private int write(ByteBuffer body, int atMost) throws IOException {
        int end = body.limit();
        body.limit(body.position() + atMost);
        try {
            int count = channel.write(body);
            chunkLeft -= chunked ? count : 0;
            return count;
        } finally {
            body.limit(end);
        }
    }

    /** Sends what is pending; false if the channel is to tell when there is room. */
    boolean flushed() throws IOException {
        if (pending.hasRemaining()) {
            channel.write(pending);
        }
        return !pending.hasRemaining();
    }

    /** The body is whole. Called again until it says that all is sent. */
    boolean end(Headers trailers) throws IOException {
        if (!flushed()) {
            return false;
        }
        if (chunked && !ending) {
            ending = true;
            pending = RequestBytes.last(!anyChunk, trailers);
            return end(trailers);
        }
        pending = RequestBytes.none();
        sent = true;
        return true;
    }

    /** Whether the request is sent to its last byte. Any thread. */
    boolean isSent() {
        return sent;
    }

    /** The answer is whole: its connection may serve another exchange, if both sides left it clean. */
    void release(MemberConnections to) {
        if (sent && answer.leavesConnection()) {
            to.giveBack(connection, answer.keepAlive().orElse(null));
        } else {
            connection.drop();
        }
    }

    /** Ends its connection. Any thread. */
    void abort() {
        connection.drop();
    }
}
