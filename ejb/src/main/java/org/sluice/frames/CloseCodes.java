package org.sluice.frames;

/** Which close codes may be sent (RFC 6455 7.4 and the IANA registry). */
public final class CloseCodes {
    /** A close frame without a payload; never on the wire itself (RFC 6455 7.1.5). */
    public static final int NO_CODE = 1005;

    /** No close frame at all; never on the wire itself (RFC 6455 7.1.5). */
    public static final int NO_CLOSE = 1006;

    private CloseCodes() {}

    /**
     * True for 1000 to 1003, 1007 to 1014, 3000 to 3999 (registered) and 4000 to 4999 (private use). 1012 to 1014 were
     * registered after the RFC; 1004 is reserved; 1005, 1006 and 1015 only describe what happened without a frame.
     */
    public static boolean mayBeSent(int code) {
        if (code >= 3000) {
            return code <= 4999;
        }
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
    }
}
