package org.sluice.backend;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.Writer;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;

/** Creates a leg or a session from a valid 101. One instance for each attempt; called on the attempt's thread. */
interface MemberLegFactory {
    /** The writer for Tyrus' session. */
    Writer writer(Channel channel);

    /**
     * Takes over the connection. If this returns an {@link AttemptFailed}, the connection stays the caller's.
     *
     * @param info Tyrus' view of the 101
     * @param early the bytes that followed the head
     */
    AttemptResult take(ClientUpgradeInfo info, Channel channel, Headers headers, ByteBuffer early);
}
