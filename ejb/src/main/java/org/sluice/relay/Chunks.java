package org.sluice.relay;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends chunks to directions while they are pumped, so that a quiet relay holds none. Each thread finds the chunk it gave
 * back last, by one exchange and without a lock; two threads that meet in one place cost an allocation, no more. (A
 * {@code ThreadLocal} would tie our classes to the server's threads.)
 */
final class Chunks {
    private static final int PLACES = 64;

    private final AtomicReferenceArray<@Nullable Chunk> heap = new AtomicReferenceArray<>(PLACES);
    private final AtomicReferenceArray<@Nullable Chunk> direct = new AtomicReferenceArray<>(PLACES);

    Chunk take(boolean outsideHeap) {
        Chunk found = (outsideHeap ? direct : heap).getAndSet(place(), null);
        if (found != null) {
            return found;
        }
        return outsideHeap ? Chunk.direct() : Chunk.heap();
    }

    /** Moves what waits in a chunk outside the heap to one on it, and takes the former back. */
    Chunk park(Chunk waiting) {
        Chunk parked = waiting.fitsHeap() ? take(false) : Chunk.fitting(waiting);
        waiting.moveTo(parked);
        giveBack(waiting);
        return parked;
    }

    void giveBack(Chunk chunk) {
        if (chunk.isUsual()) {
            (chunk.isDirect() ? direct : heap).set(place(), chunk);
        }
    }

    private static int place() {
        return (int) (Thread.currentThread().getId() & (PLACES - 1));
    }
}
