package org.sluice.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import tlschannel.BufferAllocator;
import tlschannel.impl.TlsChannelImpl;

/**
 * Buffers for TLS records, lent for as long as there is something in them, so that a quiet channel holds none and a busy
 * loop makes none. What is not given back is left to the garbage collector. Any thread.
 *
 * <p>All are of one size, also where less is asked for: a write asks for the largest anyway, and a read that gets a whole
 * record at once saves a system call. On the heap, since the JDK's ciphers work there; the socket keeps a direct copy.
 */
final class TlsBuffers implements BufferAllocator {
    private static final int SIZE = TlsChannelImpl.maxTlsPacketSize;

    /** Most reads and writes of a loop follow each other, so a few buffers serve all its channels. */
    private static final int KEPT = 16;

    /** Guarded by itself. */
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    @Override
    public ByteBuffer allocate(int size) {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.pop();
            }
        }
        return ByteBuffer.allocate(Math.max(size, SIZE));
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
