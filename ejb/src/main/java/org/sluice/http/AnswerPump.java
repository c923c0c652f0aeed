package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.sluice.backend.AnswerStream;
import org.sluice.handshake.Headers;

/**
 * Moves an answer from a member to the client; while the client accepts no bytes, the member is not read. Does not decide
 * how the exchange ends. Used by the answering strand only.
 */
final class AnswerPump {
    private static final int CHUNK = 16 << 10;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** One for each thread: it is empty when a strand returns. */
    private static final ThreadLocal<ByteBuffer> CHUNKS = ThreadLocal.withInitial(() -> ByteBuffer.allocate(CHUNK));

    /** The result of a {@link #pass}. */
    enum Passed {
        /** More is to come; an event announces it. */
        SOME,
        /** The answer is forwarded completely. */
        WHOLE,
        /** The member's connection ended before the answer was complete. */
        MEMBER_LOST,
        /** The client's connection failed. */
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

    /** The end-to-end headers of an answer (RFC 9110 7.6.1). */
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

    /** An answer to HEAD has no body; its length is that of the answer to GET (RFC 9110 8.6). */
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

    /** Forwards the bytes that have arrived, until the client accepts no more. */
    Passed pass(AnswerStream from) {
        if (!from.hasBody()) {
            return Passed.WHOLE;
        }
        ByteBuffer chunk = CHUNKS.get();
        try {
            while (passed == from.length()
                    || isWritable()) { // a server may close its side by itself after the last byte
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

    /**
     * As {@link AnswerStream#read}, but -2 if the member's connection failed, to tell this from a failure of the
     * client's.
     */
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

    /**
     * Flushes, so that an event of an event stream, or a head without a body yet, does not wait for the member's next
     * bytes.
     */
    private void flush() throws IOException {
        if (dirty) {
            dirty = false;
            client.flush();
        }
    }

    /** Whether the pump waits for the client rather than for the member. */
    boolean waitsForClient() {
        return waitsForClient;
    }

    /** When bytes were last forwarded, as {@link System#nanoTime()}. */
    long movedAt() {
        return movedAt;
    }
}
