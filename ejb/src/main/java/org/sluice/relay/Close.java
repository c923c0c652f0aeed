package org.sluice.relay;

import org.sluice.frames.CloseCodes;

/**
 * What is sent to a side when a relay ends: one close frame, or the end of its connection without one.
 *
 * @param code the status code; {@link #NO_CODE} for a frame without payload, 1006 for no frame at all (RFC 6455 7.1.5)
 * @param reason the reason phrase, at most 123 bytes of UTF-8 on the wire
 */
public record Close(int code, String reason) {
    public Close {
        if (code != NO_CODE && code != CloseCodes.NO_CLOSE && !CloseCodes.mayBeSent(code)) {
            throw new IllegalArgumentException("close code: " + code + " (expected: one that may be on the wire)");
        }
    }

    /** Stands for "no status code present"; never sent (RFC 6455 7.4.1). */
    public static final int NO_CODE = CloseCodes.NO_CODE;

    /** No close frame: the connection is ended (FIN) after the bytes already on their way. */
    public static final Close END = new Close(CloseCodes.NO_CLOSE, "connection ended");

    /** No close frame: the connection is reset after the bytes already on their way. */
    public static final Close RESET = new Close(CloseCodes.NO_CLOSE, "connection reset");

    /** Whether a close frame is sent, rather than only the connection ended. */
    public boolean isFrame() {
        return code != CloseCodes.NO_CLOSE;
    }
}
