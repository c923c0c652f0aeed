package org.sluice.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.sluice.backend.BodySource;

/** Encodes a body of unknown length in chunks (RFC 9112 7.1). The last chunk is written only if the body is complete. */
final class ChunkedBody implements BodySource {
    /** Bytes of the chunk size and its line end, before each chunk. */
    private static final int SIZE = 6;

    private static final int LINE_END = 2;
    private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final BodySource body;
    private boolean ended;

    ChunkedBody(BodySource body) {
        this.body = body;
    }

    /**
     * @param into must have room for more than the framing of one chunk, and less than 64 KiB
     */
    @Override
    public int read(ByteBuffer into, Runnable whenMore) throws IOException {
        if (ended) {
            return -1;
        }
        int start = into.position();
        ByteBuffer room = into.slice(start + SIZE, into.remaining() - SIZE - LINE_END);
        int count = body.read(room, whenMore);
        if (count == 0) {
            return 0;
        }
        if (count < 0) {
            ended = true;
            into.put(LAST);
            return LAST.length;
        }
        into.put(String.format("%04x\r\n", count).getBytes(StandardCharsets.US_ASCII));
        into.position(start + SIZE + count);
        into.put((byte) '\r').put((byte) '\n');
        return SIZE + count + LINE_END;
    }

    @Override
    public void close() {
        body.close();
    }
}
