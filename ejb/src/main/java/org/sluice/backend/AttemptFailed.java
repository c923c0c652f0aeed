package org.sluice.backend;

/**
 * No answer that could be passed on. Nothing is left open.
 *
 * @param cause what an operator can tell apart
 * @param detail one line for the log; may name addresses, never for the client
 */
public record AttemptFailed(Cause cause, String detail) implements AttemptResult {
    /** Why there is no leg. */
    public enum Cause {
        UNKNOWN_HOST,
        REFUSED,
        /** No way to the address, by the word of this machine or of a router. */
        UNREACHABLE,
        /** The member dropped or ended the connection before its answer was whole. */
        RESET,
        CONNECT_TIMEOUT,
        /** This machine could not even try (no descriptor, no port left): not the member's fault. */
        LOCAL,
        /** Connected, but no whole answer within the handshake timeout. */
        SILENT,
        /** The member does not speak TLS, or no common version or cipher. */
        TLS,
        TLS_UNTRUSTED,
        TLS_EXPIRED,
        TLS_WRONG_NAME,
        /** The member wants a certificate of ours, and takes not the one it got, or got none: see {@code client-key}. */
        TLS_CLIENT_CERTIFICATE,
        /** The answer is no strict HTTP/1 (RFC 9112). */
        NOT_HTTP,
        /** Sec-WebSocket-Accept is wrong, missing or repeated. */
        WRONG_ACCEPT,
        /** A subprotocol that was not offered. */
        WRONG_SUBPROTOCOL,
        /** A 101 to something else than WebSocket. */
        WRONG_UPGRADE,
        /** The head of the answer is larger than allowed. */
        HEADER_TOO_LARGE,
        /** We ended it: the calling thread was interrupted or the transport is closed. */
        CLOSED
    }
}
