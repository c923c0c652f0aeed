package org.sluice.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.BodySource;
import org.sluice.backend.ChannelLeg;
import org.sluice.handshake.AcceptKey;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.relay.Leg;
import org.sluice.transport.Channel;
import org.sluice.transport.Loop;

/**
 * A client's connection that has left its server, and waits for its answer. Lives on the thread of its loop.
 *
 * <pre>
 *   WAITING --switching()--> SWITCHING --> a leg, which belongs to whom it was given
 *      |   \--answer()----> ANSWERING --> ENDING (FIN sent, reads to the end) --> OVER
 *      +-----------------------------------------------------------------------> OVER: the client has left
 * </pre>
 */
public final class WaitingClient implements Channel.Events {
    /** The most bytes kept of what the client sends before its answer. */
    private static final int EARLY = 16 << 10;

    private enum State {
        WAITING,
        SWITCHING,
        ANSWERING,
        ENDING,
        OVER
    }

    private final Loop loop;
    private final Channel channel;
    private final Events events;
    private final FinalAnswer lastAnswer;
    private ByteBuffer early;
    private State state = State.WAITING;
    private @Nullable ByteBuffer switching;
    private @Nullable Consumer<Leg> joined;

    /** Events of the client, on the loop's thread. */
    public interface Events {
        /** The client left before it got its answer, or could not be answered. At most once, and the last event. */
        void left();

        /**
         * The client got its answer, and its connection is closed; or the connection became a leg. Once, unless the client
         * left.
         */
        void over();
    }

    /**
     * Begins to listen for the client's end. On the loop's thread.
     *
     * @param early bytes that it sent after its request, ready to be read
     */
    public WaitingClient(Loop loop, Channel channel, ByteBuffer early, Events events) {
        this.loop = loop;
        this.channel = channel;
        this.early = early;
        this.events = events;
        this.lastAnswer = new FinalAnswer(loop, channel, this::ended);
        channel.listen(this);
    }

    /**
     * A member has accepted: writes the 101, then gives the connection to {@code then} as a leg.
     *
     * @param key the client's {@code Sec-WebSocket-Key}
     * @param headers the end-to-end headers of the member's answer
     */
    public void switching(String key, Headers headers, Consumer<Leg> then) {
        if (state != State.WAITING) {
            return;
        }
        state = State.SWITCHING;
        switching = AnswerLines.switching(AcceptKey.answering(key), headers);
        joined = then;
        lastAnswer.expectProgress();
        writable();
    }

    /** Answers with a text of ours, and ends the connection. */
    public void answer(int status, Headers headers, String sentence) {
        byte[] body = (sentence + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        Headers framed = headers.with("Content-Type", "text/plain;charset=UTF-8")
                .with("Content-Length", Integer.toString(body.length));
        answering(AnswerLines.last(status, framed), new WholeBody(ByteBuffer.wrap(body)));
    }

    /** Passes on a member's answer without a body, and ends the connection. */
    public void answer(int status, Headers headers) {
        boolean none = status == 204 || status == 304; // RFC 9110 8.6
        answering(
                AnswerLines.last(status, none ? headers : headers.with("Content-Length", "0")),
                new WholeBody(ByteBuffer.allocate(0)));
    }

    /** Passes on a member's answer while it arrives, and ends the connection. */
    public void answer(int status, Headers headers, BodySource body) {
        boolean measured = headers.first("Content-Length").isPresent();
        Headers framed = measured
                ? headers
                : new Headers(java.util.stream.Stream.concat(
                                headers.lines().stream(), List.of(new Header("Transfer-Encoding", "chunked")).stream())
                        .toList());
        answering(AnswerLines.last(status, framed), measured ? body : new ChunkedBody(body));
    }

    private void answering(ByteBuffer head, BodySource body) {
        if (state != State.WAITING) {
            body.close();
            return;
        }
        state = State.ANSWERING;
        lastAnswer.begin(head, body);
    }

    /** Resets the connection without an answer. */
    public void abort() {
        if (state != State.OVER) {
            state = State.OVER;
            lastAnswer.stop();
            channel.abort();
            events.over();
        }
    }

    @Override
    public void readable() {
        if (state == State.WAITING || state == State.SWITCHING) {
            readEarly();
        } else if (state == State.ANSWERING || state == State.ENDING) {
            lastAnswer.readable();
        }
    }

    private void readEarly() {
        boolean more = true;
        while (more && early.remaining() < EARLY) {
            ByteBuffer room = ByteBuffer.allocate(Math.min(1024, EARLY - early.remaining()));
            int count = read(room);
            if (count < 0) {
                left();
                return;
            }
            keep(room.flip());
            more = !room.hasRemaining() && count == room.capacity();
        }
    }

    /** Reads; treats a lost connection like an ended one. */
    private int read(ByteBuffer room) {
        try {
            return channel.read(room);
        } catch (IOException lost) {
            return -1;
        }
    }

    private void keep(ByteBuffer more) {
        if (more.hasRemaining()) {
            early = ByteBuffer.allocate(early.remaining() + more.remaining())
                    .put(early)
                    .put(more)
                    .flip();
        }
    }

    private void left() {
        state = State.OVER;
        lastAnswer.stop();
        channel.abort();
        events.left();
    }

    @Override
    public void writable() {
        if (state == State.SWITCHING) {
            writeSwitching();
        } else if (state == State.ANSWERING) {
            lastAnswer.writable();
        }
    }

    private void writeSwitching() {
        ByteBuffer head = switching;
        Consumer<Leg> then = joined;
        if (head == null || then == null) {
            return;
        }
        try {
            channel.write(head);
        } catch (IOException lost) {
            left();
            return;
        }
        if (!head.hasRemaining()) {
            state = State.OVER;
            lastAnswer.stop();
            then.accept(new ChannelLeg(channel, early));
            events.over();
        }
    }

    private void ended(boolean answered) {
        if (state == State.OVER) {
            return;
        }
        if (!answered) {
            left();
            return;
        }
        state = State.OVER;
        events.over();
    }

    /** Whether the client still waits for its answer. */
    public boolean isWaiting() {
        return state == State.WAITING;
    }

    /** The event loop of the connection. */
    public Loop loop() {
        return loop;
    }
}
