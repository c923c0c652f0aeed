package org.sluice.backend;

import java.nio.ByteBuffer;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.Writer;
import org.sluice.handshake.Headers;
import org.sluice.transport.Channel;

/** Makes of a good 101 what was asked for. One for each attempt; called on its thread. */
interface MemberLegFactory {
    /** What Tyrus' session is to write with. */
    Writer writer(Channel channel);

    /**
     * Takes the connection over; a {@link AttemptFailed} leaves it to the caller.
     *
     * @param info what Tyrus made of the 101
     * @param early what came behind the head
     */
    AttemptResult take(ClientUpgradeInfo info, Channel channel, Headers headers, ByteBuffer early);
}
