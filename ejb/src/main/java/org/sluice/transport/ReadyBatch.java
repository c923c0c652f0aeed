package org.sluice.transport;

import java.nio.channels.SelectionKey;
import java.util.function.Consumer;

/**
 * Sockets that are ready at the same time, as they are when a member speaks to everybody. Before the first of them is served,
 * each is asked to look at what serving it will touch. Nothing of that is in a cache: between two messages of a session the
 * others had theirs, and the kernel its own. Served one by one, each would wait for its memory some thirty times; looked at
 * together, the processor waits for all of it at once. (What a look finds is summed up for one reason: a compiler leaves out
 * loads that nobody uses.)
 *
 * <p>Belongs to its loop, on its thread.
 */
final class ReadyBatch {
    /** So many are looked at together: what they touch fits the nearest caches, with room for what the kernel touches. */
    private static final int MOST = 16;

    private final SelectionKey[] keys = new SelectionKey[MOST];
    private final Consumer<SelectionKey> server;
    private int count;

    @SuppressWarnings("UnusedVariable") // written so that the looks are not left out
    private int seen;

    /**
     * Empty.
     *
     * @param server serves one of them, and never throws
     */
    ReadyBatch(Consumer<SelectionKey> server) {
        this.server = server;
    }

    /** One more; serves them all if they are many. */
    void add(SelectionKey key) {
        keys[count++] = key;
        if (count == MOST) {
            serve();
        }
    }

    /** Serves what was added, in that order. */
    void serve() {
        int those = count;
        count = 0;
        if (those > 1) {
            look(those);
        }
        for (int i = 0; i < those; i++) {
            server.accept(keys[i]);
            keys[i] = null; // or a closed one would be held until the next burst
        }
    }

    private void look(int those) {
        int found = 0;
        for (int i = 0; i < those; i++) {
            found += keys[i].attachment() instanceof ReadyHandler ready ? ready.beforeReady() : 0;
        }
        seen = found;
    }
}
