package org.sluice.backend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of an answer received so far, as a stream for the same parser that blocking threads use. After the last byte it
 * throws {@link NeedMore}; the answer is then parsed again from the beginning when more has arrived. Used by one thread.
 */
final class GatheredAnswer extends InputStream {
    private static final int ROOM = 1024;
    private static final int MOST_ROOM = 8192;

    private byte[] bytes = new byte[ROOM];
    private int size;
    private int position;
    private boolean ended;
    /** The index up to which the bytes were searched for line ends. */
    private int searched;

    /** A buffer for the next bytes; never full. */
    ByteBuffer room() {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size + Math.min(size, MOST_ROOM));
        }
        return ByteBuffer.wrap(bytes, size, bytes.length - size);
    }

    /** {@code count} bytes were put into {@link #room}; negative for the end of the stream. */
    void took(int count) {
        if (count < 0) {
            ended = true;
        } else {
            size += count;
        }
    }

    /**
     * Whether parsing again may give another result than the last time: a line is complete, the stream has ended, or the head
     * is too large.
     */
    boolean mayParseFurther(int atMost) {
        boolean worth = ended || size > atMost;
        while (searched < size) {
            worth |= bytes[searched++] == '\n';
        }
        return worth;
    }

    /** Goes back to the first byte. */
    GatheredAnswer again() {
        position = 0;
        return this;
    }

    /** The bytes not read by the parser. */
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

    /** The answer is not complete yet. */
    static final class NeedMore extends IOException {
        private static final long serialVersionUID = 1L;

        /** Without a stack trace, because it is thrown for every answer that arrives in parts. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
