package org.sluice.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import tlschannel.BufferAllocator;

/**
 * Buffers for TLS records, lent for as long as there is something in them, so that a quiet channel holds none and a busy
 * loop makes none. What is not given back is left to the garbage collector. Any thread.
 */
final class Buffers implements BufferAllocator {
    /** Most reads and writes of a loop follow each other, so a few buffers serve all its channels. */
    private static final int KEPT = 16;

    /** Guarded by itself. The largest size alone is kept: a TLS write always asks for it. */
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    @Override
    public ByteBuffer allocate(int size) {
        synchronized (free) {
            ByteBuffer kept = free.peek();
            if (kept != null && kept.capacity() == size) {
                return free.pop();
            }
        }
        return ByteBuffer.allocate(size);
    }

    @Override
    public void free(ByteBuffer buffer) {
        synchronized (free) {
            if (free.size() < KEPT) {
                free.push(buffer.clear());
            }
        }
    }
}
