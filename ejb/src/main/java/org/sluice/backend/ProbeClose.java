package org.sluice.backend;

import java.io.IOException;
import java.time.Duration;
import org.sluice.transport.Channel;

/** Leaves a member after a check. */
final class ProbeClose {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** More than an error page; who has more to say does not end soon. */
    private static final int MOST = 64 << 10;

    private ProbeClose() {}

    /** Ends our side, waits a moment for the member to end its own, and resets what is left then. */
    static void inOrder(Channel channel, TimeLimitedStream stream) {
        try {
            channel.finish();
            stream.waitAgain(PATIENCE);
            byte[] rest = new byte[4096];
            int taken = 0;
            int count = 0;
            while (count >= 0 && taken < MOST) {
                count = stream.read(rest, 0, rest.length);
                taken += Math.max(0, count);
            }
        } catch (IOException late) {
            // it has had its moment, or is gone already
        } finally {
            channel.abort();
        }
    }
}
