package org.sluice.backend;

import java.io.IOException;
import java.time.Duration;
import org.sluice.transport.Channel;

/** Closes the connection after a health check. */
final class ProbeClose {
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    /** The most bytes read while waiting for the end; a member that sends more will not end soon. */
    private static final int MOST = 64 << 10;

    private ProbeClose() {}

    /** Ends our side, waits for the member to end its own, and resets the connection if it does not. */
    static void inOrder(Channel channel, TimeLimitedStream stream) {
        try {
            channel.finish();
            stream.waitAgain(END_TIMEOUT);
            byte[] rest = new byte[4096];
            int taken = 0;
            int count = 0;
            while (count >= 0 && taken < MOST) {
                count = stream.read(rest, 0, rest.length);
                taken += Math.max(0, count);
            }
        } catch (IOException late) {
            // timed out, or the connection is gone already
        } finally {
            channel.abort();
        }
    }
}
