package org.sluice.frames;

import java.nio.ByteBuffer;

/**
 * Splits data frames into fragments (RFC 6455 5.4): the bytes that a scanner found at once become one fragment, so that a
 * reader that keeps whole frames in memory gets no large ones. Bytes of a client stay masked; the key of each fragment is the
 * frame's key, rotated to the fragment's offset. Allocates nothing. Used by one thread.
 */
public final class Refragmenter {
    /** The longest header of a fragment: two bytes, a length of two, a key. */
    public static final int HEADER = 2 + Short.BYTES + Integer.BYTES;

    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int KEY = Integer.BYTES;

    private final FrameScanner scanner;
    private final boolean masked;
    private final byte[] key = new byte[KEY];

    // Of the current frame: its opcode until a fragment has it, whether it ends its message, and how much of its
    // payload was
    // written before.
    private int opcode;
    private boolean last;
    private boolean inside;
    private long done;

    /** Follows the frames of this sender that {@code scanner} finds. */
    public Refragmenter(FrameScanner scanner, Sender sender) {
        this.scanner = scanner;
        this.masked = sender == Sender.CLIENT;
    }

    /**
     * Writes a fragment to {@code out}, or nothing, for the data that the scanner has just found: its held bytes, then those
     * from {@code start} to the position of {@code bytes}.
     *
     * @param out must have room for {@link #HEADER} bytes more than were found
     */
    public void data(ByteBuffer bytes, int start, ByteBuffer out) {
        int from = inside ? start : start + beginFrame(bytes, start);
        boolean ends = !scanner.insideFrame();
        inside = !ends;
        int length = bytes.position() - from;
        if (length == 0 && !ends) {
            return;
        }
        header(out, opcode, last && ends, length);
        for (int at = 0; masked && at < KEY; at++) {
            out.put(key[(int) ((done + at) % KEY)]);
        }
        out.put(out.position(), bytes, from, length).position(out.position() + length);
        done += length;
        opcode = 0;
    }

    /** Writes a complete control frame; if it must be masked, with a key of zeros. */
    public void control(int code, ByteBuffer payload, ByteBuffer out) {
        header(out, code, true, payload.remaining());
        if (masked) {
            out.putInt(0);
        }
        out.put(payload);
    }

    /** Reads the header at the start of the data; returns how many of its bytes are in {@code bytes}. */
    private int beginFrame(ByteBuffer bytes, int start) {
        int first = byteAt(bytes, start, 0);
        int extra = extraLength(byteAt(bytes, start, 1) & LENGTH);
        opcode = first & OPCODE;
        last = (first & FIN) != 0;
        done = 0;
        for (int at = 0; masked && at < KEY; at++) {
            key[at] = (byte) byteAt(bytes, start, 2 + extra + at);
        }
        return 2 + extra + (masked ? KEY : 0) - scanner.heldLength();
    }

    /** A byte of the data: held by the scanner, or after that. */
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

    private void header(ByteBuffer out, int code, boolean fin, int length) {
        int mask = masked ? MASK : 0;
        out.put((byte) (code | (fin ? FIN : 0)));
        if (length < TWO_BYTES) {
            out.put((byte) (length | mask));
        } else {
            out.put((byte) (TWO_BYTES | mask)).putShort((short) length);
        }
    }
}
