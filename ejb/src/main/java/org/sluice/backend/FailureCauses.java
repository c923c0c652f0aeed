package org.sluice.backend;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.sluice.backend.AttemptFailed.Cause;
import org.sluice.transport.Alerts;
import org.sluice.transport.ConnectFailedException;

/** Maps exceptions of a connection to the {@link AttemptFailed.Cause} that is logged. */
final class FailureCauses {
    private FailureCauses() {}

    static AttemptFailed named(IOException fault) {
        return new AttemptFailed(causeOf(fault), String.valueOf(fault.getMessage()));
    }

    static AttemptFailed named(HttpException fault) {
        return new AttemptFailed(Cause.NOT_HTTP, String.valueOf(fault.getMessage()));
    }

    private static Cause causeOf(IOException fault) {
        if (fault instanceof ConnectFailedException connect) {
            return causeOf(connect.why());
        }
        if (Alerts.isAboutOurs(fault)) {
            return Cause.TLS_CLIENT_CERTIFICATE; // with TLS 1.3 a member sends this alert only after our side of the
            // handshake
        }
        if (fault instanceof SocketTimeoutException) {
            return Cause.SILENT;
        }
        if (fault instanceof InterruptedIOException) {
            return Cause.CLOSED;
        }
        if (fault instanceof MessageConstraintException) {
            return Cause.HEADER_TOO_LARGE;
        }
        return fault instanceof HeadBuffer.WrongLineException ? Cause.NOT_HTTP : Cause.RESET;
    }

    private static Cause causeOf(ConnectFailedException.Why why) {
        return switch (why) {
            case UNKNOWN_HOST -> Cause.UNKNOWN_HOST;
            case REFUSED -> Cause.REFUSED;
            case UNREACHABLE -> Cause.UNREACHABLE;
            case RESET -> Cause.RESET;
            case TIMEOUT -> Cause.CONNECT_TIMEOUT;
            case LOCAL -> Cause.LOCAL;
            case TLS -> Cause.TLS;
            case TLS_UNTRUSTED -> Cause.TLS_UNTRUSTED;
            case TLS_EXPIRED -> Cause.TLS_EXPIRED;
            case TLS_WRONG_NAME -> Cause.TLS_WRONG_NAME;
            case TLS_CLIENT_CERTIFICATE -> Cause.TLS_CLIENT_CERTIFICATE;
            case CLOSED -> Cause.CLOSED;
        };
    }
}
