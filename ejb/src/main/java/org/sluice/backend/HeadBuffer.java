package org.sluice.backend;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * The input buffer for HttpCore's parsers, made strict: by itself HttpCore accepts a head of any length, takes the end of the
 * stream for the end of the head, and joins folded lines.
 */
final class HeadBuffer extends SessionInputBufferImpl {

    private static final int LINE_END = 2;

    private int headBytesLeft;
    private boolean inHead = true;
    private boolean begun;

    /**
     * @param capacity also limits how much is read beyond the head
     */
    HeadBuffer(int capacity, int maxHeadBytes) {
        super(capacity, maxHeadBytes);
        headBytesLeft = maxHeadBytes;
    }

    /** The head has ended, a body follows. */
    void headEnds() {
        inHead = false;
    }

    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        int length = super.readLine(line, in);
        if (length < 0) {
            throw new EOFException("ended before the answer was whole");
        }
        if (inHead) {
            count(length);
            refuseWrong(line);
            begun = true;
        }
        return length;
    }

    private void count(int length) throws MessageConstraintException {
        headBytesLeft -= length + LINE_END;
        if (headBytesLeft < 0) {
            throw new MessageConstraintException("head too large");
        }
    }

    /**
     * Refuses a folded line, which is obsolete and read differently by different implementations (RFC 9112 5.2), and an empty
     * line before the answer.
     */
    private void refuseWrong(CharArrayBuffer line) throws WrongLineException {
        if (line.isEmpty() ? !begun : line.charAt(0) <= ' ') {
            throw new WrongLineException("a line that is empty or begins with a space where none may");
        }
    }

    /**
     * A subclass of {@link IOException}, because HttpCore's reading of lines allows no other; it tells a malformed line from a
     * connection failure.
     */
    static final class WrongLineException extends IOException {
        private static final long serialVersionUID = 1L;

        WrongLineException(String message) {
            super(message);
        }
    }
}
