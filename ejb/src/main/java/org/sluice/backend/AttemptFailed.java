package org.sluice.backend;

/**
 * The member gave no answer that can be passed on. No connection is left open.
 *
 * @param cause the kind of failure, as logged
 * @param detail one line for the log; may name addresses, never sent to the client
 */
public record AttemptFailed(Cause cause, String detail) implements AttemptResult {
    /** The kinds of failure. */
    public enum Cause {
        UNKNOWN_HOST,
        REFUSED,
        /** This machine or a router reports that there is no route to the address. */
        UNREACHABLE,
        /** The member reset or ended the connection before its answer was complete. */
        RESET,
        CONNECT_TIMEOUT,
        /** This machine could not make the attempt (no file descriptor, no port left); not a fault of the member. */
        LOCAL,
        /** Connected, but no complete answer within the handshake timeout. */
        SILENT,
        /** The member does not support TLS, or shares no version or cipher. */
        TLS,
        TLS_UNTRUSTED,
        TLS_EXPIRED,
        TLS_WRONG_NAME,
        /** The member requires a client certificate, and got none or rejected the one it got: see {@code client-key}. */
        TLS_CLIENT_CERTIFICATE,
        /** The answer does not follow the grammar of HTTP/1 (RFC 9112). */
        NOT_HTTP,
        /** Sec-WebSocket-Accept is wrong, missing or repeated. */
        WRONG_ACCEPT,
        /** A subprotocol that was not offered. */
        WRONG_SUBPROTOCOL,
        /** A 101 that switches to another protocol than WebSocket. */
        WRONG_UPGRADE,
        /** The head of the answer is larger than allowed. */
        HEADER_TOO_LARGE,
        /** Sluice ended the attempt: the calling thread was interrupted or the transport is closed. */
        CLOSED
    }
}
