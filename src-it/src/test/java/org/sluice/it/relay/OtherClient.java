package org.sluice.it.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.RawClient;

/** A session like any other, which tells how long its messages take there and back. */
final class OtherClient {
    private static final int MESSAGES = Boolean.getBoolean("sluice.long") ? 3_000 : 300;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private OtherClient() {}

    /** The time within which 99 of 100 messages come back. */
    static Duration p99(Address front) throws IOException {
        long[] took = new long[MESSAGES];
        try (RawClient client = RawClient.open(front, HandshakeRequest.on("/echo"))) {
            for (int i = 0; i < MESSAGES; i++) {
                long sent = System.nanoTime();
                client.send(Frame.text("a neighbour's word"));
                client.read();
                took[i] = System.nanoTime() - sent;
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            client.closeInOrder(Frame.close(1000, ""));
        }
        Arrays.sort(took);
        return Duration.ofNanos(took[MESSAGES * 99 / 100]);
    }
}
