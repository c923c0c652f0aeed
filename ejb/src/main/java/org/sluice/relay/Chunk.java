package org.sluice.relay;

import java.nio.ByteBuffer;

/**
 * The bytes of one read on their way through a direction:
 *
 * <pre>
 *   0        from            to            swallowed      end
 *   | sent   | judged, to be sent | swallowed | not judged yet |
 * </pre>
 *
 * A little room stays free before the bytes read, so that a frame whose first bytes came with the read before can be made
 * whole again in place. Owned by one direction while it is pumped.
 *
 * <p>A chunk outside the heap saves the copies between heap and socket, and is larger: what flows without pause is read in
 * fewer calls. It never leaves the pump it was taken for: what waits is {@linkplain #moveTo moved} to the heap, so that there
 * are as many of them as threads, however many sides stand still.
 */
final class Chunk {
    /** The longest piece of a frame that the scanner keeps back: a whole control frame. */
    static final int HEADROOM = 144;
    /** How much is read at once to the heap. */
    static final int SIZE = 16 * 1024;
    /** How much is read at once outside it, and so the most that waits in one direction. */
    static final int DIRECT_SIZE = 64 * 1024;

    private final ByteBuffer bytes;
    /** The same bytes, looking at those to be sent. */
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

    /** One that takes what {@code waiting} holds, and no more: there are few, and each goes when it is sent. */
    static Chunk fitting(Chunk waiting) {
        return new Chunk(ByteBuffer.allocate(waiting.bytes.limit()));
    }

    /** Whether it is outside the heap. */
    boolean isDirect() {
        return bytes.isDirect();
    }

    /** Whether a chunk of the usual size on the heap has room for what this one holds. */
    boolean fitsHeap() {
        return bytes.limit() <= HEADROOM + SIZE;
    }

    /** Whether it can be read into again, as any other of its kind. */
    boolean isUsual() {
        return isDirect() || bytes.capacity() == HEADROOM + SIZE;
    }

    /** Gives {@code other} all that is not sent yet, at the same places. */
    void moveTo(Chunk other) {
        int start = out.position();
        int end = bytes.limit();
        other.bytes.limit(end);
        other.bytes.put(start, bytes, start, end - start);
        other.bytes.position(bytes.position());
        other.out.limit(out.limit()).position(start);
    }

    /** Ready to be read into. */
    ByteBuffer clear() {
        bytes.clear().position(HEADROOM);
        out.limit(HEADROOM).position(HEADROOM);
        return bytes;
    }

    /** The bytes not judged yet, once they have been read. */
    ByteBuffer flip() {
        bytes.limit(bytes.position()).position(HEADROOM);
        return bytes;
    }

    /** The bytes not judged yet. */
    ByteBuffer unjudged() {
        return bytes;
    }

    /** The bytes to be sent now. */
    ByteBuffer outgoing() {
        return out;
    }

    /** Whether the read took all the room there was. */
    boolean isFull() {
        return bytes.limit() == bytes.capacity();
    }

    /** Puts {@code held}, the beginning of the frame that was just made whole, in front of the bytes to be sent. */
    void prepend(ByteBuffer held) {
        int start = out.position() - held.remaining();
        bytes.put(start, held, held.position(), held.remaining());
        out.position(start);
    }

    /** Everything judged so far is to be sent. */
    void release() {
        out.limit(bytes.position());
    }

    /** Takes the bytes judged since the last {@link #release()} out of the stream. */
    void swallow() {
        int gap = bytes.position() - out.limit();
        int from = out.position();
        int waiting = out.remaining();
        bytes.put(from + gap, out, from, waiting); // as if copied to another place first
        out.limit(bytes.position()).position(from + gap);
    }

    /** Nothing behind what is judged so far is of interest. */
    void ignoreRest() {
        bytes.position(bytes.limit());
    }

    /** What was to be sent is not. */
    void dropOutgoing() {
        out.position(out.limit());
    }

    boolean isSent() {
        return !out.hasRemaining();
    }

    boolean isJudged() {
        return !bytes.hasRemaining();
    }
}
