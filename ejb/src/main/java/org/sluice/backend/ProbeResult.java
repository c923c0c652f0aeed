package org.sluice.backend;

import java.util.Locale;

/**
 * What a check of a member came to.
 *
 * @param reason what was wrong, as an operator reads it: {@code REFUSED}, {@code TLS: expired}, {@code STATUS 503}; empty if
 *     nothing was
 */
public record ProbeResult(Verdict verdict, String reason) {
    /** How the member did. */
    public enum Verdict {
        GOOD,
        BAD,
        /** Nothing can be said: the check could not be made, and not for the member's sake. */
        NONE
    }

    static ProbeResult good() {
        return new ProbeResult(Verdict.GOOD, "");
    }

    static ProbeResult bad(String reason) {
        return new ProbeResult(Verdict.BAD, reason);
    }

    static ProbeResult of(AttemptFailed failed) {
        return switch (failed.cause()) {
            case LOCAL, CLOSED -> new ProbeResult(Verdict.NONE, failed.cause().name());
            case CONNECT_TIMEOUT, SILENT -> bad("TIMEOUT");
            case TLS_UNTRUSTED, TLS_EXPIRED, TLS_WRONG_NAME ->
                bad("TLS: " + words(failed).substring("tls ".length()));
            default -> bad(failed.cause().name().replace('_', ' '));
        };
    }

    private static String words(AttemptFailed failed) {
        return failed.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
