package org.sluice.relay;

import org.sluice.frames.CloseCodes;

/**
 * What one close frame says.
 *
 * @param code the status code; {@link #NO_CODE} for a frame without payload (RFC 6455 7.1.5)
 * @param reason why, at most 123 bytes of UTF-8 once it is on the wire
 */
public record Close(int code, String reason) {
    public Close {
        if (code != NO_CODE && !CloseCodes.mayBeSent(code)) {
            throw new IllegalArgumentException("close code: " + code + " (expected: one that may be on the wire)");
        }
    }

    /** Stands for "no status code present"; never on the wire itself (RFC 6455 7.4.1). */
    public static final int NO_CODE = CloseCodes.NO_CODE;
}
