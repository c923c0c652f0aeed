package org.sluice.transport;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a connection could not be opened. */
public final class ConnectFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The kinds an operator can tell apart. */
    public enum Why {
        /** The name has no address, or could not be looked up. */
        UNKNOWN_HOST,
        /** The address answers, and nobody listens there. */
        REFUSED,
        /** No way to the address, by the word of this machine or of a router. */
        UNREACHABLE,
        /** The peer dropped the connection while it was being opened. */
        RESET,
        /** No answer within the time given. */
        TIMEOUT,
        /** This machine could not even try (no descriptor, no port left): not the member's fault. */
        LOCAL,
        /** The peer does not speak TLS, or no common version or cipher. */
        TLS,
        /** No trusted issuer vouches for the certificate. */
        TLS_UNTRUSTED,
        /** The certificate, or one it rests on, is outside the days it is valid for. */
        TLS_EXPIRED,
        /** The certificate is for another name. */
        TLS_WRONG_NAME,
        /** The peer wants a certificate of ours, and takes not the one it got, or got none. */
        TLS_CLIENT_CERTIFICATE,
        /** The transport was closed, or the caller has cancelled. */
        CLOSED
    }

    private final Why why;

    public ConnectFailedException(Why why, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
