package org.sluice.transport;

import java.util.List;

/** What a peer says by a TLS alert (RFC 8446 6.2), told by the JDK's words for it: it has no class for each. */
public final class Alerts {
    private static final String RECEIVED = "Received fatal alert: ";

    private static final List<String> ABOUT_OURS = List.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "certificate_required",
            "unknown_ca");

    private Alerts() {}

    /** Whether the peer does not take our certificate, or misses one. */
    public static boolean isAboutOurs(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return ABOUT_OURS.stream().anyMatch(alert -> message.contains(RECEIVED + alert));
    }
}
