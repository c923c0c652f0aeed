package org.sluice.relay;

import org.sluice.frames.CloseCodes;

/**
 * What a side is told: one close frame, or the end of its connection without one.
 *
 * @param code the status code; {@link #NO_CODE} for a frame without payload, 1006 for no frame at all (RFC 6455 7.1.5)
 * @param reason why, at most 123 bytes of UTF-8 once it is on the wire
 */
public record Close(int code, String reason) {
    public Close {
        if (code != NO_CODE && code != CloseCodes.NO_CLOSE && !CloseCodes.mayBeSent(code)) {
            throw new IllegalArgumentException("close code: " + code + " (expected: one that may be on the wire)");
        }
    }

    /** Stands for "no status code present"; never on the wire itself (RFC 6455 7.4.1). */
    public static final int NO_CODE = CloseCodes.NO_CODE;

    /** No close frame: the connection is ended in order behind what was carried. */
    public static final Close END = new Close(CloseCodes.NO_CLOSE, "connection ended");

    /** No close frame: the connection is reset behind what was carried. */
    public static final Close RESET = new Close(CloseCodes.NO_CLOSE, "connection reset");

    /** Whether this is a frame at all. */
    public boolean isFrame() {
        return code != CloseCodes.NO_CLOSE;
    }
}
