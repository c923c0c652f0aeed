package org.sluice.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.ReadHandler;
import org.sluice.transport.Channel;

/** The input of a member's session: the bytes that followed the 101, then the channel's. Used by one thread at a time. */
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

    /** Tyrus' handler, which assembles messages from bytes. */
    ReadHandler tyrus() {
        return tyrus;
    }

    /** Reads what is available into {@code into}. Returns the number of bytes, 0 if none are available now, -1 at the end. */
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
