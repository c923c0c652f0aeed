package org.sluice.bench;

import java.nio.ByteBuffer;

/** The frame header that begins at a buffer's position (RFC 6455 5.2). One for each end, used again and again. */
final class Header {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;

    private int opcode;
    private int length;
    private long payload;
    private int mask;

    /** Whether the whole header is there; if so, the other methods tell of it. Moves nothing. */
    boolean read(ByteBuffer from) {
        int at = from.position();
        int there = from.remaining();
        if (there < 2) {
            return false;
        }
        int second = from.get(at + 1);
        int small = second & 0x7f;
        int wide = small == 127 ? 8 : small == 126 ? 2 : 0;
        boolean masked = second < 0;
        length = 2 + wide + (masked ? 4 : 0);
        if (there < length) {
            return false;
        }
        opcode = from.get(at) & 0x0f;
        payload = wide == 8 ? from.getLong(at + 2) : wide == 2 ? from.getShort(at + 2) & 0xffff : small;
        mask = masked ? from.getInt(at + 2 + wide) : 0;
        return true;
    }

    int opcode() {
        return opcode;
    }

    /** Bytes of the header itself. */
    int length() {
        return length;
    }

    /** Bytes of payload behind it. */
    long payload() {
        return payload;
    }

    /** 0 if there is none. */
    int mask() {
        return mask;
    }

    /** Writes a header, with a mask key unless it is 0. */
    static void put(ByteBuffer into, int opcode, long payload, int mask) {
        int bit = mask == 0 ? 0 : 0x80;
        into.put((byte) (0x80 | opcode));
        if (payload < 126) {
            into.put((byte) (bit | payload));
        } else if (payload < 65_536) {
            into.put((byte) (bit | 126)).putShort((short) payload);
        } else {
            into.put((byte) (bit | 127)).putLong(payload);
        }
        if (mask != 0) {
            into.putInt(mask);
        }
    }

    /** The most that {@link #put} writes. */
    static final int LONGEST = 14;
}
