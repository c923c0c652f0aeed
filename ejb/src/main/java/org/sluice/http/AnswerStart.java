package org.sluice.http;

import org.sluice.handshake.Headers;

/**
 * The head of an answer to a client.
 *
 * @param headers the end-to-end headers, without those that frame the body
 * @param length of the body in bytes, for HEAD that of the answer to GET; negative if unknown
 * @param body whether a body follows
 * @param trailers whether trailers may follow the body
 */
public record AnswerStart(int status, Headers headers, long length, boolean body, boolean trailers) {}
