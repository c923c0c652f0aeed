package org.sluice.backend;

import java.util.List;
import java.util.Optional;
import org.sluice.backend.AttemptFailed.Cause;
import org.sluice.handshake.Headers;

/**
 * Checks a 101 by RFC 6455 4.1, except for the accept value, which Tyrus compares. Tyrus reads only the first value of a
 * header, accepts a repeated accept value, and does not know which subprotocols were offered.
 */
final class UpgradeAnswerCheck {
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private UpgradeAnswerCheck() {}

    /**
     * The first fault found in {@code head}, the answer to a request with the headers {@code requested}; empty if there is
     * none.
     */
    static Optional<AttemptFailed> wrongIn(AnswerHead head, Headers requested) {
        Headers answered = head.headers();
        if (!head.http11()) {
            return wrong(Cause.WRONG_UPGRADE, "version", "HTTP/1.1", "HTTP/1.0");
        }
        List<String> upgrade = answered.all("Upgrade");
        if (upgrade.size() != 1 || !upgrade.get(0).equalsIgnoreCase("websocket")) {
            return wrong(Cause.WRONG_UPGRADE, "Upgrade", "websocket", upgrade);
        }
        if (!answered.lists("Connection", "Upgrade")) {
            return wrong(Cause.WRONG_UPGRADE, "Connection", "Upgrade", answered.all("Connection"));
        }
        List<String> accept = answered.all("Sec-WebSocket-Accept");
        if (accept.size() != 1) {
            return wrong(Cause.WRONG_ACCEPT, "Sec-WebSocket-Accept", "one", accept);
        }
        return wrongSubprotocol(answered.all(SUBPROTOCOL), requested.tokens(SUBPROTOCOL));
    }

    private static Optional<AttemptFailed> wrongSubprotocol(List<String> chosen, List<String> offered) {
        boolean fine = chosen.isEmpty() || (chosen.size() == 1 && offered.contains(chosen.get(0)));
        return fine ? Optional.empty() : wrong(Cause.WRONG_SUBPROTOCOL, SUBPROTOCOL, "one of " + offered, chosen);
    }

    private static Optional<AttemptFailed> wrong(Cause cause, String name, String expected, Object actual) {
        return Optional.of(new AttemptFailed(cause, name + ": " + actual + " (expected: " + expected + ")"));
    }
}
