package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/** The input buffer between a member's channel and HttpCore's decoders of bodies. Used by one thread. */
final class BodyBuffer implements SessionInputBuffer {
    /** Also the limit for a line: chunk sizes and trailers are shorter. */
    private static final int CAPACITY = 4096;

    private final ByteBuffer bytes;

    /**
     * @param first the bytes that were received with the head
     */
    BodyBuffer(ByteBuffer first) {
        bytes = ByteBuffer.allocate(Math.max(CAPACITY, first.remaining()))
                .put(first)
                .flip();
    }

    @Override
    public boolean hasData() {
        return bytes.hasRemaining();
    }

    @Override
    public int length() {
        return bytes.remaining();
    }

    @Override
    public int fill(ReadableByteChannel from) throws IOException {
        bytes.compact();
        try {
            return from.read(bytes);
        } finally {
            bytes.flip();
        }
    }

    @Override
    public int read() {
        return bytes.get() & 0xff;
    }

    @Override
    public int read(ByteBuffer into, int atMost) {
        int count = Math.min(Math.min(into.remaining(), bytes.remaining()), atMost);
        into.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public int read(ByteBuffer into) {
        return read(into, Integer.MAX_VALUE);
    }

    @Override
    public int read(WritableByteChannel into, int atMost) throws IOException {
        int count = into.write(bytes.slice(bytes.position(), Math.min(bytes.remaining(), atMost)));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public int read(WritableByteChannel into) throws IOException {
        return read(into, Integer.MAX_VALUE);
    }

    @Override
    public boolean readLine(CharArrayBuffer line, boolean endOfStream) throws IOException {
        int end = bytes.position();
        while (end < bytes.limit() && bytes.get(end) != '\n') {
            end++;
        }
        if (end == bytes.limit()) {
            return isLast(line, endOfStream);
        }
        int length = end - bytes.position();
        append(line, length > 0 && bytes.get(end - 1) == '\r' ? length - 1 : length);
        bytes.position(end + 1);
        return true;
    }

    private boolean isLast(CharArrayBuffer line, boolean endOfStream) throws MessageConstraintException {
        if (bytes.remaining() == bytes.capacity()) {
            throw new MessageConstraintException("line too long");
        }
        boolean last = endOfStream && bytes.hasRemaining();
        if (last) {
            append(line, bytes.remaining());
            bytes.position(bytes.limit());
        }
        return last;
    }

    private void append(CharArrayBuffer line, int length) {
        for (int i = 0; i < length; i++) {
            line.append((char) (bytes.get(bytes.position() + i) & 0xff));
        }
    }
}
