package org.sluice.handshake;

/**
 * Why a request is not a valid WebSocket handshake.
 *
 * @param status the HTTP status of the answer
 * @param message one sentence for the client's developer
 * @param headers headers that the status requires
 */
public record HandshakeFault(int status, String message, Headers headers) {}
