package org.sluice.relay;

import java.nio.ByteBuffer;

/**
 * The bytes of one read, on their way through a {@link FramePump}:
 *
 * <pre>
 *   | sent | scanned, to be sent | removed | not scanned yet |
 * </pre>
 *
 * Some space is kept free in front of the bytes that are read, so that the first bytes of a frame that came with the previous
 * read can be put back before the rest of it. Owned by one {@link FramePump} at a time.
 *
 * <p>A direct chunk (outside the heap) saves the copy between heap and socket, and is larger, so that a steady flow takes fewer
 * reads. It is used only while the pump runs: bytes that have to wait are {@linkplain #moveTo moved} to a chunk on the heap, so
 * that the number of direct chunks follows the number of threads, not the number of blocked relays.
 */
final class Chunk {
    /** The most bytes of an incomplete frame that the scanner keeps: a whole control frame. */
    static final int HEADROOM = 144;
    /** Bytes read at once into a chunk on the heap. */
    static final int SIZE = 16 * 1024;
    /** Bytes read at once into a direct chunk; so the most that waits in one direction. */
    static final int DIRECT_SIZE = 64 * 1024;

    private final ByteBuffer bytes;
    /** A view of the same bytes, limited to those to be sent. */
    private final ByteBuffer out;

    private Chunk(ByteBuffer bytes) {
        this.bytes = bytes;
        this.out = bytes.duplicate();
    }

    static Chunk heap() {
        return new Chunk(ByteBuffer.allocate(HEADROOM + SIZE));
    }

    static Chunk direct() {
        return new Chunk(ByteBuffer.allocateDirect(HEADROOM + DIRECT_SIZE));
    }

    /** A heap chunk exactly large enough for what {@code waiting} holds. Few are needed, and they are not reused. */
    static Chunk fitting(Chunk waiting) {
        return new Chunk(ByteBuffer.allocate(waiting.bytes.limit()));
    }

    /** Whether the bytes are outside the heap. */
    boolean isDirect() {
        return bytes.isDirect();
    }

    /** Whether the content fits in a heap chunk of the usual size. */
    boolean fitsHeap() {
        return bytes.limit() <= HEADROOM + SIZE;
    }

    /** Whether the chunk has one of the two usual sizes, and can be reused. */
    boolean isUsual() {
        return isDirect() || bytes.capacity() == HEADROOM + SIZE;
    }

    /** Copies everything not sent yet to {@code other}, at the same positions. */
    void moveTo(Chunk other) {
        int start = out.position();
        int end = bytes.limit();
        other.bytes.limit(end);
        other.bytes.put(start, bytes, start, end - start);
        other.bytes.position(bytes.position());
        other.out.limit(out.limit()).position(start);
    }

    /** Empties the chunk, for the next read. */
    ByteBuffer clear() {
        bytes.clear().position(HEADROOM);
        out.limit(HEADROOM).position(HEADROOM);
        return bytes;
    }

    /** Switches from reading into the chunk to scanning it; returns the bytes to scan. */
    ByteBuffer flip() {
        bytes.limit(bytes.position()).position(HEADROOM);
        return bytes;
    }

    /** The bytes not scanned yet. */
    ByteBuffer unscanned() {
        return bytes;
    }

    /** The bytes to be sent now. */
    ByteBuffer outgoing() {
        return out;
    }

    /** Whether the read filled the chunk. */
    boolean isFull() {
        return bytes.limit() == bytes.capacity();
    }

    /** Puts {@code held}, the kept beginning of a frame that is complete now, in front of the bytes to be sent. */
    void prepend(ByteBuffer held) {
        int start = out.position() - held.remaining();
        bytes.put(start, held, held.position(), held.remaining());
        out.position(start);
    }

    /** Marks everything scanned so far as to be sent. */
    void release() {
        out.limit(bytes.position());
    }

    /** Removes the bytes scanned since the last {@link #release()} from the stream. */
    void swallow() {
        int gap = bytes.position() - out.limit();
        int from = out.position();
        int waiting = out.remaining();
        bytes.put(from + gap, out, from, waiting); // ByteBuffer.put copies correctly when the ranges overlap
        out.limit(bytes.position()).position(from + gap);
    }

    /** Drops the bytes not scanned yet. */
    void ignoreRest() {
        bytes.position(bytes.limit());
    }

    /** Drops the bytes to be sent. */
    void dropOutgoing() {
        out.position(out.limit());
    }

    boolean isSent() {
        return !out.hasRemaining();
    }

    boolean isScanned() {
        return !bytes.hasRemaining();
    }
}
