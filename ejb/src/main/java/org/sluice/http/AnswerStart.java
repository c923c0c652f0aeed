package org.sluice.http;

import org.sluice.handshake.Headers;

/**
 * How an answer begins.
 *
 * @param headers end to end; without what frames the body
 * @param length of the body in bytes, or of the one that GET would have; negative if not known
 * @param body whether a body follows
 * @param trailers whether trailers may follow the body
 */
public record AnswerStart(int status, Headers headers, long length, boolean body, boolean trailers) {}
