package org.sluice.backend;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.sluice.backend.Failed.Cause;
import org.sluice.transport.ConnectException;

/** Gives every fault of a connection the name an operator knows it by. */
final class Faults {
    private Faults() {}

    static Failed named(IOException fault) {
        return new Failed(causeOf(fault), String.valueOf(fault.getMessage()));
    }

    static Failed named(HttpException fault) {
        return new Failed(Cause.NOT_HTTP, String.valueOf(fault.getMessage()));
    }

    private static Cause causeOf(IOException fault) {
        if (fault instanceof ConnectException connect) {
            return causeOf(connect.why());
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

    /** Both rooms use the same words, but for the timeout, of which there is only one over there. */
    private static Cause causeOf(ConnectException.Why why) {
        return why == ConnectException.Why.TIMEOUT ? Cause.CONNECT_TIMEOUT : Cause.valueOf(why.name());
    }
}
