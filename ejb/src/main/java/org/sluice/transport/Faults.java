package org.sluice.transport;

import java.net.NoRouteToHostException;
import java.net.SocketException;
import org.sluice.transport.ConnectException.Why;

/** Names the cause of a failed connect in the words of {@link Why}. */
final class Faults {
    private Faults() {}

    /** What connecting a socket threw. The JDK tells these apart by class, and where it does not, by the system's words. */
    static Why ofConnect(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoRouteToHostException || message.contains("unreachable")) {
            return Why.UNREACHABLE;
        }
        if (e instanceof java.net.ConnectException) {
            return message.contains("timed out") ? Why.TIMEOUT : Why.REFUSED;
        }
        if (e instanceof SocketException && message.contains("reset")) {
            return Why.RESET;
        }
        return Why.LOCAL;
    }
}
