package org.sluice.backend;

import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;

/**
 * The head of a member's final answer.
 *
 * @param bodyLength in bytes, or one of the constants of {@link ContentLengthStrategy}; of no meaning for a 101
 */
record AnswerHead(int status, String reason, boolean http11, Headers headers, long bodyLength) {
    static final int SWITCHING = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /**
     * Translates what HttpCore has read.
     *
     * @throws HttpException if the framing of the body is not clear (RFC 9112 6.3)
     */
    static AnswerHead of(ClassicHttpResponse response) throws HttpException {
        List<Header> lines = new ArrayList<>();
        for (var line : response.getHeaders()) {
            lines.add(new Header(line.getName(), line.getValue()));
        }
        Headers headers = new Headers(lines);
        return new AnswerHead(
                response.getCode(),
                response.getReasonPhrase(),
                HttpVersion.HTTP_1_1.equals(response.getVersion()),
                headers,
                bodyLength(response));
    }

    private static long bodyLength(ClassicHttpResponse response) throws HttpException {
        int status = response.getCode();
        if (status == SWITCHING || status == NO_CONTENT || status == NOT_MODIFIED) {
            return 0;
        }
        var length = response.getFirstHeader("Content-Length");
        if (length != null && !length.getValue().matches("[0-9]{1,18}")) {
            throw new ProtocolException("Content-Length: %s", length.getValue()); // HttpCore would take +1
        }
        return DefaultContentLengthStrategy.INSTANCE.determineLength(response);
    }
}
