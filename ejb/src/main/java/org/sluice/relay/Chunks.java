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

    private final AtomicReferenceArray<@Nullable Chunk> places = new AtomicReferenceArray<>(PLACES);

    Chunk take() {
        Chunk found = places.getAndSet(place(), null);
        return found == null ? new Chunk() : found;
    }

    void giveBack(Chunk chunk) {
        places.set(place(), chunk);
    }

    private static int place() {
        return (int) (Thread.currentThread().getId() & (PLACES - 1));
    }
}
