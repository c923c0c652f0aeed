package org.sluice.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be opened. */
public final class ConnectException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The kinds an operator can tell apart. */
    public enum Why {
        UNKNOWN_HOST,
        REFUSED,
        RESET,
        TIMEOUT,
        /** The peer does not speak TLS, or no common version or cipher. */
        TLS,
        TLS_UNTRUSTED,
        TLS_EXPIRED,
        TLS_WRONG_NAME,
        CLOSED
    }

    private final Why why;

    public ConnectException(Why why, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
