package org.sluice.web.message;

import java.nio.ByteBuffer;
import org.sluice.frames.FrameScanner;

/**
 * Cuts a client's data frames anew as their bytes come, so that none is larger than what was read at once (RFC 6455 5.4). The
 * bytes stay masked, each piece with its frame's key turned to where the piece begins. One thread.
 */
final class MaskedRecut {
    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;

    private final FrameScanner scanner;
    private final ByteBuffer out;
    /** Four bytes of the key, at the place of the header where they stand. */
    private final byte[] key = new byte[Integer.BYTES];

    // Of the frame that is passing.
    private int opcode;
    private boolean last;
    private boolean inside;
    private long done;

    MaskedRecut(FrameScanner scanner, ByteBuffer out) {
        this.scanner = scanner;
        this.out = out;
    }

    /** The scanner has just found data, from {@code start} to the position of {@code bytes}, behind what it held. */
    void data(ByteBuffer bytes, int start) {
        int from = inside ? start : start + beginFrame(bytes, start);
        boolean ends = !scanner.insideFrame();
        inside = !ends;
        int length = bytes.position() - from;
        if (length > 0 || ends) {
            header(opcode, last && ends, length);
            for (int at = 0; at < Integer.BYTES; at++) {
                out.put(key[(int) ((done + at) % Integer.BYTES)]);
            }
            out.put(bytes.slice(from, length));
            done += length;
            opcode = 0;
        }
    }

    /** Reads the header at the head of what was found. How many of its bytes are in {@code bytes}. */
    private int beginFrame(ByteBuffer bytes, int start) {
        int first = byteAt(bytes, start, 0);
        int extra = extraLength(byteAt(bytes, start, 1) & LENGTH);
        opcode = first & OPCODE;
        last = (first & FIN) != 0;
        done = 0;
        for (int at = 0; at < Integer.BYTES; at++) {
            key[at] = (byte) byteAt(bytes, start, 2 + extra + at);
        }
        return 2 + extra + Integer.BYTES - scanner.heldLength();
    }

    /** A byte of what was found: held by the scanner, or behind that. */
    private int byteAt(ByteBuffer bytes, int start, int index) {
        int held = scanner.heldLength();
        return index < held ? scanner.held().get(index) : bytes.get(start + index - held);
    }

    private static int extraLength(int length) {
        return switch (length) {
            case TWO_BYTES -> Short.BYTES;
            case LENGTH -> Long.BYTES;
            default -> 0;
        };
    }

    /** A whole control frame, with a key of zeros. */
    void control(int code, ByteBuffer payload) {
        header(code, true, payload.remaining());
        out.putInt(0).put(payload);
    }

    private void header(int code, boolean fin, int length) {
        out.put((byte) (code | (fin ? FIN : 0)));
        if (length < TWO_BYTES) {
            out.put((byte) (length | MASK));
        } else {
            out.put((byte) (TWO_BYTES | MASK)).putShort((short) length);
        }
    }
}
