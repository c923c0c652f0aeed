package org.sluice.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Room for records while one read or one write works on them. It is empty between two of them: what must be kept goes with its
 * session. On the heap, since the JDK's ciphers work there (a record of 16 KiB costs a fifth more outside it); the copy to the
 * socket costs less than that.
 */
final class TlsScratch {
    /** The largest record an engine takes or makes, a little more than twice the largest that is allowed. */
    static final int RECORD = 34 << 10;
    /** What a whole chunk of a relay becomes, and one more record. */
    private static final int ROOM = 64 * 1024 + 2 * RECORD;

    /** Read of the socket. */
    final ByteBuffer received = ByteBuffer.allocate(ROOM);
    /** Plaintext that may not fit where it is wanted. */
    final ByteBuffer opened = ByteBuffer.allocate(RECORD);
    /** To be written to the socket. */
    final ByteBuffer sealed = ByteBuffer.allocate(ROOM);

    /**
     * Lends one to each thread that asks: the loop's, and now and then another one. Each finds the one it gave back last, by one
     * exchange and without a lock; two threads that meet in one place cost an allocation, no more.
     */
    static final class Pool {
        private static final int PLACES = 8;

        private final AtomicReferenceArray<@Nullable TlsScratch> free = new AtomicReferenceArray<>(PLACES);

        TlsScratch take() {
            TlsScratch found = free.getAndSet(place(), null);
            return found == null ? new TlsScratch() : found;
        }

        void giveBack(TlsScratch scratch) {
            free.set(place(), scratch);
        }

        private static int place() {
            return (int) (Thread.currentThread().getId() & (PLACES - 1));
        }
    }
}
