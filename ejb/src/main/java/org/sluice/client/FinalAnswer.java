package org.sluice.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.BodySource;
import org.sluice.transport.Channel;
import org.sluice.transport.Loop;

/**
 * Writes the last answer of a connection as the client accepts it, then FIN, then reads what the client still sends. The kernel
 * resets a connection that is closed with bytes unread, and a client that has not read the answer yet would lose it. On the
 * loop's thread.
 *
 * <p>The head is written together with the first bytes of the body: if the body fails before that, an error answer is written
 * instead.
 */
final class FinalAnswer {
    private static final int CHUNK = 8 << 10;
    /** The least room for which another chunk is read. */
    private static final int FRAMING = 64;
    /** The longest time in which the client accepts no byte. */
    private static final Duration STALLED = Duration.ofSeconds(10);
    /** The longest time from our FIN to the client's. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** The most bytes read after FIN; a client that has read its answer does not send more. */
    private static final int MOST = 256 << 10;

    private final Loop loop;
    private final Channel channel;
    private final Consumer<Boolean> ended;
    private ByteBuffer waiting = ByteBuffer.allocate(0);
    /** The head, until it is written. */
    private @Nullable ByteBuffer head;
    /** The beginning of the body, until the head is written. */
    private ByteBuffer gathered = ByteBuffer.allocate(0);

    private @Nullable BodySource body;
    private Loop.@Nullable Alarm limit;
    private int discarded;
    private boolean finished;
    private boolean pumping;

    /**
     * @param ended called once when the connection is closed: whether the answer was written completely
     */
    FinalAnswer(Loop loop, Channel channel, Consumer<Boolean> ended) {
        this.loop = loop;
        this.channel = channel;
        this.ended = ended;
    }

    void begin(ByteBuffer first, BodySource from) {
        head = first;
        gathered = ByteBuffer.allocate(CHUNK);
        body = from;
        expectProgress();
        pump();
    }

    /** Starts the timeout within which the client must accept something. */
    void expectProgress() {
        limitedTo(STALLED);
    }

    private void limitedTo(Duration time) {
        stop();
        limit = loop.alarm(time, this::late);
    }

    /** Stops the timeout. */
    void stop() {
        Loop.Alarm running = limit;
        limit = null;
        if (running != null) {
            running.cancel();
        }
    }

    private void late() {
        end(finished);
    }

    void writable() {
        pump();
    }

    private void pump() {
        if (pumping || finished) {
            return;
        }
        pumping = true;
        try {
            while (isMoved()) {
                // until the client accepts no more, or the member has no more
            }
        } catch (IOException lost) {
            end(false);
        } finally {
            pumping = false;
        }
    }

    private boolean isMoved() throws IOException {
        if (waiting.hasRemaining()) {
            if (channel.write(waiting) > 0) {
                expectProgress();
            }
            return !waiting.hasRemaining();
        }
        BodySource from = body;
        if (from == null) {
            return false;
        }
        ByteBuffer first = head;
        return first == null ? isFetched(from) : isGathered(first, from);
    }

    private boolean isGathered(ByteBuffer first, BodySource from) {
        int count;
        try {
            count = from.read(gathered, this::more);
        } catch (IOException brokeOff) {
            from.close();
            body = new WholeBody(ByteBuffer.allocate(0));
            write(AnswerLines.brokenOff(brokeOff), ByteBuffer.allocate(0));
            return true;
        }
        if (count == 0) {
            stop(); // it is the member that is waited for, and its time is kept there
            return false;
        }
        if (count < 0 || gathered.remaining() < FRAMING) {
            write(first, gathered.flip());
        }
        return true;
    }

    private void write(ByteBuffer first, ByteBuffer behind) {
        head = null;
        gathered = ByteBuffer.allocate(0);
        waiting = ByteBuffer.allocate(first.remaining() + behind.remaining())
                .put(first)
                .put(behind)
                .flip();
        expectProgress();
    }

    private boolean isFetched(BodySource from) {
        ByteBuffer next = ByteBuffer.allocate(CHUNK);
        int count;
        try {
            count = from.read(next, this::more);
        } catch (IOException brokeOff) {
            finish(); // shorter than announced, so the client can tell
            return false;
        }
        if (count < 0) {
            finish();
            return false;
        }
        if (count == 0) {
            stop(); // it is the member that is waited for, and its time is kept there
        }
        waiting = next.flip();
        return count > 0;
    }

    private void more() {
        expectProgress();
        pump();
    }

    private void finish() {
        finished = true;
        closeBody();
        limitedTo(LINGER);
        channel.finish();
        readable();
    }

    /** Reads and drops what the client sends after its request. */
    void readable() {
        ByteBuffer trash = ByteBuffer.allocate(1024);
        int count = 1;
        while (count > 0) {
            trash.clear();
            try {
                count = channel.read(trash);
            } catch (IOException lost) {
                end(finished);
                return;
            }
            discarded += Math.max(0, count);
            if (discarded > MOST) {
                end(finished);
                return;
            }
        }
        if (count < 0) {
            end(finished);
        }
    }

    private void closeBody() {
        BodySource from = body;
        body = null;
        if (from != null) {
            from.close();
        }
    }

    private void end(boolean answered) {
        stop();
        closeBody();
        channel.abort();
        ended.accept(answered);
    }
}
