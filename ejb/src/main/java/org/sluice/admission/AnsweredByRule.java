package org.sluice.admission;

import org.sluice.handshake.Headers;

/**
 * A rule answers the request itself, without a pool.
 *
 * @param status 200-599
 * @param headers such as {@code Location} of a redirect
 * @param text the body, may be empty
 */
public record AnsweredByRule(int status, Headers headers, String text) implements Outcome {}
