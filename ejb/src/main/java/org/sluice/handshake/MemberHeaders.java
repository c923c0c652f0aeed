package org.sluice.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The headers a member gets: the client's, end to end, and the truth about where they came from. What a client claims about
 * that itself is overwritten, since anybody may claim anything.
 */
public final class MemberHeaders {
    private static final int LONGEST_REQUEST_ID = 128;

    /** Replaced by ours, or made anew for the member's own handshake. */
    private static final Set<String> REPLACED = Headers.insensitive(
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "Forwarded",
            "X-Request-ID",
            // None follows, and a member that takes it seriously waits for a body.
            "Expect",
            "Content-Length",
            "HTTP2-Settings",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version");

    private MemberHeaders() {}

    /** All of them: every header of the client is trusted. */
    public static Headers of(Handshake handshake) {
        return of(handshake, List.of());
    }

    /**
     * All headers of the member's handshake but those that {@code backend} makes for its own connection.
     *
     * @param untrusted names of headers of the client that no member gets, in whatever spelling
     */
    public static Headers of(Handshake handshake, List<String> untrusted) {
        List<Header> lines = new ArrayList<>();
        Headers passing = handshake.headers().endToEnd().withoutAnySpelling(untrusted);
        for (Header line : passing.lines()) {
            if (!isOurs(Spelling.plain(line.name()))) {
                lines.add(line);
            }
        }
        lines.add(new Header("X-Forwarded-For", handshake.clientAddress()));
        lines.add(new Header("X-Forwarded-Proto", handshake.secure() ? "https" : "http"));
        lines.add(
                new Header("X-Forwarded-Host", handshake.headers().first("Host").orElse("")));
        lines.add(new Header("X-Forwarded-Port", Integer.toString(handshake.listenerPort())));
        lines.add(new Header("X-Request-ID", requestId(handshake)));
        handshake.certificate().ifPresent(certificate -> lines.addAll(certificate.headers()));
        return new Headers(lines);
    }

    /**
     * What only we say of a client or to a member; also in another spelling, which no client needs.
     *
     * @param plain the name as a member may read it
     */
    private static boolean isOurs(String plain) {
        return REPLACED.contains(plain)
                || ClientCertificate.isOurs(plain)
                || Identity.isOurs(plain)
                || Headers.isHopByHop(plain);
    }

    /** The client's own, if it is one line of a harmless kind; otherwise the handshake's. */
    private static String requestId(Handshake handshake) {
        List<String> given = handshake.headers().all("X-Request-ID");
        return given.size() == 1 && isHarmless(given.get(0)) ? given.get(0) : handshake.id();
    }

    private static boolean isHarmless(String id) {
        return !id.isBlank() && id.length() <= LONGEST_REQUEST_ID && isPrintable(id);
    }

    private static boolean isPrintable(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }
}
