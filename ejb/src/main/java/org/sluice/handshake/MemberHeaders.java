package org.sluice.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The headers for a member: the client's end-to-end headers, and those that describe the client's connection. The latter
 * replace the client's own, because a client may claim anything.
 */
public final class MemberHeaders {
    private static final int LONGEST_REQUEST_ID = 128;

    /** Headers of the client that are not forwarded: replaced by ours, or created anew for the member's handshake. */
    private static final Set<String> REPLACED = Headers.insensitive(
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "Forwarded",
            "X-Request-ID",
            // No body is sent, and a member that believes the header would wait for one.
            "Expect",
            "Content-Length",
            "HTTP2-Settings",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version");

    private MemberHeaders() {}

    /** The headers for the member, where every header of the client is trusted. */
    public static Headers of(Handshake handshake) {
        return of(handshake, List.of());
    }

    /**
     * All headers of the member's handshake except those that {@code backend} creates for its own connection.
     *
     * @param untrusted names of the client's headers that are not forwarded, in any {@linkplain Spelling spelling}
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
     * Whether only Sluice may set a header of this name, in any spelling.
     *
     * @param plain the name as a member may read it
     */
    private static boolean isOurs(String plain) {
        return REPLACED.contains(plain)
                || ClientCertificate.isOurs(plain)
                || Identity.isOurs(plain)
                || Headers.isHopByHop(plain);
    }

    /** The client's own request id, if it is one line of harmless characters; otherwise the handshake's id. */
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
