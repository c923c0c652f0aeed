package org.sluice.backend;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Writer;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;

/** For relays of frames: Tyrus only checks the handshake; its session is never used to read or write. */
final class FrameLegFactory implements MemberLegFactory {
    @Override
    public Writer writer(Channel channel) {
        return new NoWriter();
    }

    @Override
    public AttemptResult take(ClientUpgradeInfo info, Channel channel, Headers headers, ByteBuffer early) {
        return new OpenedLeg(new ChannelLeg(channel, early), headers);
    }

    /** The writer of the unused Tyrus session; only the relay writes. */
    private static final class NoWriter extends Writer {
        @Override
        public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> done) {
            throw new UnsupportedOperationException("the relay writes, not the session");
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException("the relay closes, not the session");
        }
    }
}
