package org.sluice.client;

import java.nio.ByteBuffer;
import org.sluice.backend.BodySource;

/** A body in memory. */
record WholeBody(ByteBuffer bytes) implements BodySource {
    @Override
    public int read(ByteBuffer into, Runnable whenMore) {
        if (!bytes.hasRemaining()) {
            return -1;
        }
        int count = Math.min(bytes.remaining(), into.remaining());
        into.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
