package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.ReadHandler;
import org.sluice.transport.Channel;

/**
 * The bytes of a member's session on their way to Tyrus: those behind the 101 first, then the channel's. One thread at a
 * time.
 */
final class MemberInput {
    private static final int CHUNK = 16 << 10;

    private final Channel channel;
    private final ReadHandler tyrus;
    private ByteBuffer early;

    MemberInput(Channel channel, ByteBuffer early, ReadHandler tyrus) {
        this.channel = channel;
        this.early = early;
        this.tyrus = tyrus;
    }

    Channel channel() {
        return channel;
    }

    /** What Tyrus makes messages of. */
    ReadHandler tyrus() {
        return tyrus;
    }

    /** Moves what is there into {@code into}: a count, 0 for nothing now, -1 at the end. */
    int read(ByteBuffer into) throws IOException {
        if (!early.hasRemaining()) {
            return channel.read(into);
        }
        int count = Math.min(early.remaining(), into.remaining());
        into.put(early.slice(early.position(), count));
        early.position(early.position() + count);
        return count;
    }

    static ByteBuffer chunk() {
        return ByteBuffer.allocate(CHUNK);
    }
}
