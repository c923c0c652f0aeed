package org.sluice.backend;

import org.sluice.handshake.Headers;

/**
 * The member answered with another HTTP status than 101.
 *
 * @param status 200-999, as received
 * @param reason the reason phrase as received, often empty
 * @param headers the end-to-end headers, repeated ones repeated. Content-Length is among them only if {@code body} will have
 *     exactly that many bytes.
 * @param body the receiver of this refusal must close it
 */
public record MemberRefusal(int status, String reason, Headers headers, MemberRefusalBody body)
        implements AttemptResult {}
