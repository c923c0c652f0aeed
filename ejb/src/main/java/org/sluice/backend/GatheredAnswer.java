package org.sluice.backend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What has come of an answer so far, as a stream for the same parser that waiting threads use. Behind the last byte it throws
 * {@link NeedMore}; then the answer is read anew from the beginning when more has come. One owner, on one thread.
 */
final class GatheredAnswer extends InputStream {
    private static final int ROOM = 1024;
    private static final int MOST_ROOM = 8192;

    private byte[] bytes = new byte[ROOM];
    private int size;
    private int position;
    private boolean ended;
    /** Up to where there is no line that nobody has looked at yet. */
    private int seen;

    /** Where to put what comes next; never full. */
    ByteBuffer room() {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size + Math.min(size, MOST_ROOM));
        }
        return ByteBuffer.wrap(bytes, size, bytes.length - size);
    }

    /** So many bytes were put there; negative for the end of the stream. */
    void took(int count) {
        if (count < 0) {
            ended = true;
        } else {
            size += count;
        }
    }

    /** Whether reading it once more may come to something else than the last time. */
    boolean isWorthALook(int atMost) {
        boolean worth = ended || size > atMost;
        while (seen < size) {
            worth |= bytes[seen++] == '\n';
        }
        return worth;
    }

    /** The same bytes, from the first one. */
    GatheredAnswer again() {
        position = 0;
        return this;
    }

    /** What was not read. */
    ByteBuffer rest() {
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, position, size));
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (position == size) {
            return end();
        }
        int count = Math.min(length, size - position);
        System.arraycopy(bytes, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        return position == size ? end() : bytes[position++] & 0xff;
    }

    private int end() throws NeedMore {
        if (!ended) {
            throw new NeedMore();
        }
        return -1;
    }

    /** The answer is not whole yet. */
    static final class NeedMore extends IOException {
        private static final long serialVersionUID = 1L;

        /** No place in the code is of interest: it is thrown for every answer that comes in parts. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
