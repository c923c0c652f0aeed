package org.sluice.backend;

import java.io.IOException;
import java.io.InputStream;
import org.sluice.journal.Journal;

/**
 * The body of a refusal, limited to {@value #LIMIT} bytes: a longer one ends with an exception, so that the client can tell
 * that it is incomplete. Closing the stream leaves the rest unread.
 */
final class BoundedBody extends InputStream {
    /** The most that is passed on; error pages are smaller. */
    static final int LIMIT = 1 << 20;

    private final InputStream body;
    private final String member;
    private int left = LIMIT;

    BoundedBody(InputStream body, String member) {
        this.body = body;
        this.member = member;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return end();
        }
        int count = body.read(into, offset, Math.min(length, left));
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private int end() throws IOException {
        if (body.read() >= 0) {
            throw tooLong(member);
        }
        return -1;
    }

    /** Logs that a body is too long, and returns the exception to throw. */
    static IOException tooLong(Object member) {
        Journal.event("refusal-cut")
                .with("member", member)
                .with("after", LIMIT + " bytes")
                .warn();
        return new IOException("the refusal is longer than " + LIMIT + " bytes");
    }
}
