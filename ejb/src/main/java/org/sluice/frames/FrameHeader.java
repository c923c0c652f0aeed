package org.sluice.frames;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The header of one frame, parsed from as many of its bytes as have arrived and checked byte by byte, so that the same fault is
 * found at the same byte however the bytes are split. Parsing starts again whenever more bytes have arrived.
 * <pre>
 *   0: FIN RSV1 RSV2 RSV3 opcode(4)   1: MASK length(7)   [2 or 8 bytes of length]   [4 bytes of mask key]
 * </pre>
 */
final class FrameHeader {
    private static final int FIN = 0x80;
    private static final int OPCODE = 0x0F;
    private static final int MASK = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int IN_TWO_BYTES = 126;
    private static final int KEY_SIZE = 4;

    private final HeaderRules rules;
    private int first;
    private int second;
    private long length;
    private int size;

    FrameHeader(HeaderRules rules) {
        this.rules = rules;
    }

    /**
     * Parses the bytes that have arrived.
     *
     * @return the fault, if these bytes show one; if not, {@link #isWhole()} tells whether the other methods may be called
     */
    @Nullable Violation read(PartialHeader kept, ByteBuffer in, boolean insideMessage, long messageSoFar) {
        size = 0;
        int there = kept.lengthWith(in);
        first = kept.at(0, in);
        Violation fault = rules.judgeFirst(first, opcode(), insideMessage);
        if (fault != null || there < 2) {
            return fault;
        }
        second = kept.at(1, in);
        fault = rules.judgeSecond(opcode(), isMasked(), second & LENGTH);
        int lengthEnd = 2 + lengthBytes();
        if (fault != null || there < lengthEnd) {
            return fault;
        }
        length = lengthEnd == 2 ? second & LENGTH : number(kept, in, lengthEnd);
        int end = lengthEnd + (isMasked() ? KEY_SIZE : 0);
        size = there < end ? 0 : end;
        return rules.judgeLength(opcode(), length, lengthEnd - 2, messageSoFar);
    }

    private int lengthBytes() {
        int inSevenBits = second & LENGTH;
        if (inSevenBits < IN_TWO_BYTES) {
            return 0;
        }
        return inSevenBits == IN_TWO_BYTES ? Short.BYTES : Long.BYTES;
    }

    private static long number(PartialHeader kept, ByteBuffer in, int end) {
        long number = 0;
        for (int at = 2; at < end; at++) {
            number = (number << 8) | kept.at(at, in);
        }
        return number;
    }

    boolean isWhole() {
        return size > 0;
    }

    /** Bytes of the header, with the mask key. */
    int size() {
        return size;
    }

    /** Bytes of the payload. */
    long length() {
        return length;
    }

    int opcode() {
        return first & OPCODE;
    }

    boolean isFinal() {
        return (first & FIN) != 0;
    }

    boolean isMasked() {
        return (second & MASK) != 0;
    }

    /** Where the mask key starts, if the frame is masked. */
    int keyStart() {
        return size - KEY_SIZE;
    }
}
