package org.sluice.frames;

import java.nio.ByteBuffer;

/**
 * The first bytes of an incomplete header or control frame. They are read together with the input that follows as one sequence.
 * The buffer is created when it is first needed, and then kept; most scanners never need one.
 */
final class PartialHeader {
    /** A complete control frame except for its last byte: 2 bytes, a mask key of 4, and a payload of 125. */
    private static final int MOST = 2 + 4 + Opcodes.MAX_CONTROL_PAYLOAD;

    private static final byte[] NONE = {};

    /** Shared by all scanners that have kept nothing yet; an empty buffer has no state to share. */
    private static final ByteBuffer EMPTY = ByteBuffer.wrap(NONE).asReadOnlyBuffer();

    private byte[] store = NONE;
    private ByteBuffer view = EMPTY;
    private int length;

    /** How many bytes are kept. */
    int length() {
        return length;
    }

    /** The number of available bytes: the kept ones and the input after them. */
    int lengthWith(ByteBuffer in) {
        return length + in.remaining();
    }

    /** The byte at {@code index}, as 0 to 255, counted from the first kept one and on into the input. */
    int at(int index, ByteBuffer in) {
        int from = index - length;
        return (from < 0 ? store[index] : in.get(in.position() + from)) & 0xFF;
    }

    /** Moves all of the input to the end of the kept bytes. */
    void add(ByteBuffer in) {
        if (store.length == 0) {
            store = new byte[MOST];
            view = ByteBuffer.wrap(store).asReadOnlyBuffer();
        }
        int more = in.remaining();
        in.get(store, length, more);
        length += more;
    }

    /** Empties this, and returns how many bytes were kept; {@link #view} shows them until the next {@link #add}. */
    int handOver() {
        int handedOver = length;
        length = 0;
        return handedOver;
    }

    /** The first {@code size} bytes, read only; always the same buffer, so that none is allocated per frame. */
    ByteBuffer view(int size) {
        return view.clear().limit(size);
    }
}
