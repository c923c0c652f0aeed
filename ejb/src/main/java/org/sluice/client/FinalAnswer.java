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
 * Writes the last answer of a connection as the client takes it, then FIN, then reads what the client still sends. A connection
 * that is closed with bytes unread is reset by the kernel, and the reset would take the answer away from a client that has not
 * read it yet. On the loop's thread.
 *
 * <p>The head waits until some of the body is there, or all of it: an answer that breaks off before anything was written is
 * replaced by one that says so.
 */
final class FinalAnswer {
    private static final int CHUNK = 8 << 10;
    /** Less room than this is not worth a chunk. */
    private static final int FRAMING = 64;
    /** Without one byte taken. */
    private static final Duration STALLED = Duration.ofSeconds(10);
    /** From our FIN to the client's. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** More than that a client does not send that has read its answer. */
    private static final int MOST = 256 << 10;

    private final Loop loop;
    private final Channel channel;
    private final Consumer<Boolean> ended;
    private ByteBuffer waiting = ByteBuffer.allocate(0);
    /** Not written yet, nor anything behind it. */
    private @Nullable ByteBuffer head;
    /** The beginning of the body, as long as the head is not written. */
    private ByteBuffer gathered = ByteBuffer.allocate(0);

    private @Nullable BodySource body;
    private Loop.@Nullable Alarm limit;
    private int discarded;
    private boolean finished;
    private boolean pumping;

    /** @param ended told once when the connection is given back: whether the answer was written, as far as there was one */
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

    /** The client must take something soon. */
    void expectProgress() {
        limitedTo(STALLED);
    }

    private void limitedTo(Duration time) {
        stop();
        limit = loop.alarm(time, this::late);
    }

    /** Nobody waits for anything any more. */
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
                // until the client takes no more, or the member has no more
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
            finish(); // short of what was announced, so the client knows
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

    /** Whatever it says now is not for anybody. */
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
