package org.sluice.wiring;

import org.sluice.admission.HandshakeLimits;
import org.sluice.config.Settings;
import org.sluice.server.ServerSettings;

/** Computes how many handshakes may wait, from the settings and what the server has. */
final class HandshakeCapacity {
    /** Assumed if the server does not tell. */
    private static final int UNKNOWN_THREADS = 64;

    private static final long UNKNOWN_DESCRIPTORS = 4096;
    /** The most heap that a handshake without a thread needs, for both connections and the member's answer. */
    private static final long HEAP_EACH = 16 << 10;
    /** The divisor of heap and descriptors: a quarter is for handshakes, the rest for relays. */
    private static final int SHARE = 4;

    private static final int LEAST = 256;
    private static final int MOST = 100_000;

    private HandshakeCapacity() {}

    /**
     * The limit of {@code handshakes.max-pending}; otherwise what heap and descriptors allow. Of the request threads half may
     * wait for members, and a quarter for one of these to finish; the rest stays free for other requests.
     */
    static HandshakeLimits of(Settings settings, ServerSettings server) {
        int threads = server.requestThreads().orElse(UNKNOWN_THREADS);
        int wanted = settings.handshakesMaxPending();
        return wanted > 0
                ? new HandshakeLimits(wanted, 0, wanted)
                : new HandshakeLimits(Math.max(1, threads / 2), threads / 4, withoutThread(server));
    }

    private static int withoutThread(ServerSettings server) {
        long byHeap = Runtime.getRuntime().maxMemory() / SHARE / HEAP_EACH;
        long byDescriptors = server.descriptors().orElse(UNKNOWN_DESCRIPTORS) / SHARE;
        return (int) Math.max(LEAST, Math.min(MOST, Math.min(byHeap, byDescriptors)));
    }
}
