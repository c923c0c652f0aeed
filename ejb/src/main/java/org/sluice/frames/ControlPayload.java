package org.sluice.frames;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The payload of the last control frame, unmasked. The buffer is created when it is first needed, and then kept. */
final class ControlPayload {
    private static final byte[] NONE = {};

    /** Shared by all scanners that have seen no payload yet; an empty buffer has no state to share. */
    private static final ByteBuffer EMPTY = ByteBuffer.wrap(NONE).asReadOnlyBuffer();

    private byte[] store = NONE;
    private ByteBuffer view = EMPTY;
    private int length;

    /** Copies the payload of a complete frame. */
    void read(FrameHeader header, PartialHeader kept, ByteBuffer in) {
        length = (int) header.length();
        if (length > store.length) {
            store = new byte[Opcodes.MAX_CONTROL_PAYLOAD];
            view = ByteBuffer.wrap(store).asReadOnlyBuffer();
        }
        for (int at = 0; at < length; at++) {
            int key = header.isMasked() ? kept.at(header.keyStart() + (at & 3), in) : 0;
            store[at] = (byte) (kept.at(header.size() + at, in) ^ key);
        }
    }

    /** Always the same buffer, so that none is allocated per frame. */
    ByteBuffer view() {
        return view.clear().limit(length);
    }

    /** The fault of the payload as that of a close frame (RFC 6455 5.5.1), if there is one. */
    @Nullable Violation judgeClose() {
        if (length == 0) {
            return null;
        }
        if (length == 1) {
            return Violation.CLOSE_OF_ONE_BYTE;
        }
        if (!CloseCodes.mayBeSent(closeCode())) {
            return Violation.CLOSE_CODE;
        }
        return Utf8.isValid(store, Short.BYTES, length) ? null : Violation.CLOSE_REASON;
    }

    int closeCode() {
        return length < Short.BYTES ? CloseCodes.NO_CODE : ((store[0] & 0xFF) << 8) | (store[1] & 0xFF);
    }
}
