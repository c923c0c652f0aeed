package org.sluice.backend;

import java.util.Locale;

/**
 * The result of a health check.
 *
 * @param reason what was wrong, as logged: {@code REFUSED}, {@code TLS: expired}, {@code STATUS 503}; empty for {@link
 *     Verdict#GOOD}
 */
public record ProbeResult(Verdict verdict, String reason) {
    /** The verdict on the member. */
    public enum Verdict {
        GOOD,
        BAD,
        /** Unknown: the check could not be made, for a reason that is not the member's. */
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
                bad("TLS: " + text(failed).substring("tls ".length()));
            default -> bad(failed.cause().name().replace('_', ' '));
        };
    }

    private static String text(AttemptFailed failed) {
        return failed.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
