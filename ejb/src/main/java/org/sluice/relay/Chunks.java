package org.sluice.relay;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends chunks to pumps while they run, so that a quiet relay holds none. Each thread finds the chunk it returned last, with
 * one atomic exchange and no lock; when two threads use the same slot, one of them allocates a new chunk. (A {@code
 * ThreadLocal} would keep our classes reachable from the server's threads.)
 */
final class Chunks {
    private static final int SLOTS = 64;

    private final AtomicReferenceArray<@Nullable Chunk> heap = new AtomicReferenceArray<>(SLOTS);
    private final AtomicReferenceArray<@Nullable Chunk> direct = new AtomicReferenceArray<>(SLOTS);

    Chunk take(boolean outsideHeap) {
        Chunk found = (outsideHeap ? direct : heap).getAndSet(slot(), null);
        if (found != null) {
            return found;
        }
        return outsideHeap ? Chunk.direct() : Chunk.heap();
    }

    /** Moves the content of a direct chunk to a heap chunk, and takes the direct one back. */
    Chunk park(Chunk waiting) {
        Chunk parked = waiting.fitsHeap() ? take(false) : Chunk.fitting(waiting);
        waiting.moveTo(parked);
        giveBack(waiting);
        return parked;
    }

    void giveBack(Chunk chunk) {
        if (chunk.isUsual()) {
            (chunk.isDirect() ? direct : heap).set(slot(), chunk);
        }
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() & (SLOTS - 1));
    }
}
