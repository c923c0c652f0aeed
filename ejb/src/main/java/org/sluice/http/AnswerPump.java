package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.sluice.backend.AnswerStream;
import org.sluice.handshake.Headers;

/**
 * Moves an answer to its client: what the client does not take is not read. Decides nothing about the end of the exchange. Lives on
 * the strand that answers.
 */
final class AnswerPump {
    private static final int CHUNK = 16 << 10;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** One for each thread: it is empty again when a strand lets go of the thread. */
    private static final ThreadLocal<ByteBuffer> CHUNKS = ThreadLocal.withInitial(() -> ByteBuffer.allocate(CHUNK));

    /** How far a pass came. */
    enum Passed {
        /** There is more to come, of which somebody tells. */
        SOME,
        /** All of it. */
        WHOLE,
        /** The member broke it off. */
        MEMBER_LOST,
        /** The client takes nothing any more. */
        CLIENT_LOST
    }

    private final PlainRequest request;
    private final ClientStream client;
    private boolean dirty;
    private boolean waitsForClient;
    private long movedAt;
    private long passed;

    AnswerPump(PlainRequest request, ClientStream client) {
        this.request = request;
        this.client = client;
    }

    /** What of an answer's head may travel on. */
    static Headers endToEnd(AnswerStream said) {
        Headers lines = said.headers().endToEnd(said.status()).without("Content-Length");
        if (!said.isChunked()) {
            return lines;
        }
        for (String announced : said.headers().all("Trailer")) {
            lines = lines.and("Trailer", announced);
        }
        return lines;
    }

    /** Begins the answer, with these headers. */
    void begin(AnswerStream said, Headers headers) {
        movedAt = System.nanoTime();
        dirty = said.hasBody();
        boolean trailers = said.isChunked() && said.headers().first("Trailer").isPresent();
        client.answer(new AnswerStart(said.status(), headers, length(said), said.hasBody(), trailers));
    }

    /** An answer to HEAD has no body, and says how long the one to GET would be (RFC 9110 8.6). */
    private long length(AnswerStream said) {
        if (said.hasBody()) {
            return said.length();
        }
        boolean ofAnother = request.isHead() || said.status() == NOT_MODIFIED || said.status() == NO_CONTENT;
        return ofAnother
                ? said.headers()
                        .first("Content-Length")
                        .filter(length -> length.matches("[0-9]{1,18}"))
                        .map(Long::parseLong)
                        .orElse(AnswerStream.UNKNOWN)
                : 0;
    }

    /** Moves what is there, for as long as the client takes it. */
    Passed pass(AnswerStream from) {
        if (!from.hasBody()) {
            return Passed.WHOLE;
        }
        ByteBuffer chunk = CHUNKS.get();
        try {
            while (passed == from.length()
                    || isWritable()) { // a server may close its side by itself behind the last byte
                int count = read(from, chunk.clear());
                if (count <= 0) {
                    return ended(count);
                }
                client.write(chunk.flip());
                passed += count;
                dirty = true;
                movedAt = System.nanoTime();
            }
            return Passed.SOME;
        } catch (IOException lost) {
            return Passed.CLIENT_LOST;
        }
    }

    private Passed ended(int count) throws IOException {
        if (count == -1) {
            return Passed.WHOLE;
        }
        flush();
        return count == 0 ? Passed.SOME : Passed.MEMBER_LOST;
    }

    /** As {@link AnswerStream#read}, but -2 where it broke off: that is not the client's fault. */
    private static int read(AnswerStream from, ByteBuffer chunk) {
        try {
            return from.read(chunk);
        } catch (IOException broken) {
            return -2;
        }
    }

    private boolean isWritable() throws IOException {
        boolean writable = client.isWritable();
        if (waitsForClient == writable) {
            waitsForClient = !writable;
            movedAt = System.nanoTime();
        }
        return writable;
    }

    /** So that nothing waits for what the member says next: an event of an event stream, or the bare head. */
    private void flush() throws IOException {
        if (dirty) {
            dirty = false;
            client.flush();
        }
    }

    /** Whether it is the client that is waited for, and not the member. */
    boolean waitsForClient() {
        return waitsForClient;
    }

    /** When something passed last, as {@link System#nanoTime()}. */
    long movedAt() {
        return movedAt;
    }
}
