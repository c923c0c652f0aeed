package org.sluice.handshake;

/**
 * Why a request is not a WebSocket handshake that can be answered.
 *
 * @param status the HTTP status that says so
 * @param message one sentence for the client's developer
 * @param headers what the status requires beside it
 */
public record HandshakeFault(int status, String message, Headers headers) {}
