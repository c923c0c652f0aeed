package org.sluice.wiring;

import org.sluice.admission.HandshakeLimits;
import org.sluice.config.Settings;
import org.sluice.server.ServerSettings;

/** How many handshakes this instance lets wait, by what it has. */
final class HandshakeCapacity {
    /** What a server is taken to have if it does not tell. */
    private static final int UNKNOWN_THREADS = 64;

    private static final long UNKNOWN_DESCRIPTORS = 4096;
    /** What a handshake without a thread needs at most, both connections and what came of the member's answer included. */
    private static final long HEAP_EACH = 16 << 10;
    /** A quarter of the heap, and of the descriptors: the rest is for relays. */
    private static final int SHARE = 4;

    private static final int LEAST = 256;
    private static final int MOST = 100_000;

    private HandshakeCapacity() {}

    /**
     * What {@code handshakes.max-pending} says; else what heap and descriptors allow. Those on request threads: half of these
     * wait for members, a quarter for the first half, and the rest stays free for everybody else.
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
