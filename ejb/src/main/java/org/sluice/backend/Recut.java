package org.sluice.backend;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.sluice.frames.FrameScanner;

/**
 * Cuts a member's data frames anew as their bytes come: Tyrus makes nothing of a frame before it has all of it in memory, so a
 * large one becomes fragments here (RFC 6455 5.4), none larger than what was read at once. One thread at a time.
 */
final class Recut {
    private static final int FIN = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int HEADER = 4;

    private final FrameScanner scanner;
    private final Consumer<ByteBuffer> tyrus;

    /** Of the frame that is passing: its opcode until a fragment has carried it, and whether it ends its message. */
    private int opcode;

    private boolean last;
    private boolean inside;

    Recut(FrameScanner scanner, Consumer<ByteBuffer> tyrus) {
        this.scanner = scanner;
        this.tyrus = tyrus;
    }

    /** The scanner has just found data, from {@code start} to the position of {@code bytes}, behind what it held. */
    void data(ByteBuffer bytes, int start) {
        int from = inside ? start : start + beginFrame(bytes, start);
        boolean ends = !scanner.insideFrame();
        inside = !ends;
        int length = bytes.position() - from;
        if (length > 0 || ends) {
            send(opcode, last && ends, bytes.slice(from, length));
            opcode = 0;
        }
    }

    /** Reads the header at the head of what was found. How many of its bytes are in {@code bytes}. */
    private int beginFrame(ByteBuffer bytes, int start) {
        int held = scanner.heldLength();
        int first = held > 0 ? scanner.held().get(0) : bytes.get(start);
        int second = held > 1 ? scanner.held().get(1) : bytes.get(start + 1 - held);
        opcode = first & OPCODE;
        last = (first & FIN) != 0;
        return 2 + extraLength(second & LENGTH) - held;
    }

    private static int extraLength(int length) {
        return switch (length) {
            case TWO_BYTES -> Short.BYTES;
            case LENGTH -> Long.BYTES;
            default -> 0;
        };
    }

    /** A whole control frame, or a fragment of data; never more than a chunk. */
    void send(int code, boolean fin, ByteBuffer payload) {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length);
        frame.put((byte) (code | (fin ? FIN : 0)));
        if (length < TWO_BYTES) {
            frame.put((byte) length);
        } else {
            frame.put((byte) TWO_BYTES).putShort((short) length);
        }
        tyrus.accept(frame.put(payload).flip());
    }
}
