package org.sluice.backend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;

/** Reads one answer: the head first, then either the body or the bytes that follow the head. Used by one thread. */
final class AnswerReader {
    private static final StrictLineParser LINES = new StrictLineParser();
    private static final Http1Config NO_EMPTY_LINES =
            Http1Config.custom().setMaxEmptyLineCount(1).build(); // counts tries at the status line
    private static final Http1Config FEW_TRAILERS =
            Http1Config.custom().setMaxHeaderCount(100).build();
    private static final int FINAL = 200;
    private static final int CAPACITY = 4096;

    private final InputStream in;
    private final HeadBuffer buffer;

    AnswerReader(InputStream in, int maxHeadBytes) {
        this(in, maxHeadBytes, CAPACITY);
    }

    /**
     * @param capacity how much is read at a time, and so the most that is read beyond the head
     */
    AnswerReader(InputStream in, int maxHeadBytes, int capacity) {
        this.in = in;
        this.buffer = new HeadBuffer(capacity, maxHeadBytes);
    }

    /** The head of the final answer: interim ones before it are skipped, but counted (RFC 9110 15.2). */
    AnswerHead readHead() throws IOException, HttpException {
        var parser = new DefaultHttpResponseParser(NO_EMPTY_LINES, LINES, null);
        ClassicHttpResponse response = parser.parse(buffer, in);
        while (response.getCode() < FINAL && response.getCode() != AnswerHead.SWITCHING) {
            response = parser.parse(buffer, in);
        }
        buffer.headEnds();
        return AnswerHead.of(response);
    }

    /** The bytes that were received together with the head, and follow it. */
    ByteBuffer behindHead() throws IOException {
        byte[] bytes = new byte[buffer.length()];
        buffer.read(bytes, in); // reads from the buffer only, which holds all of these bytes
        return ByteBuffer.wrap(bytes);
    }

    /** The body, without its transfer coding. */
    InputStream body(AnswerHead head) {
        long length = head.bodyLength();
        if (length == ContentLengthStrategy.CHUNKED) {
            return new ChunkedInputStream(buffer, in, FEW_TRAILERS);
        }
        return length == ContentLengthStrategy.UNDEFINED
                ? new IdentityInputStream(buffer, in)
                : new ContentLengthInputStream(buffer, in, length);
    }
}
