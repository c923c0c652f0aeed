package org.sluice.backend;

import org.sluice.handshake.Headers;

/**
 * The member answered in HTTP, and not with 101.
 *
 * @param status 200-999, as written
 * @param reason as written, often empty
 * @param headers the end-to-end headers, repeated ones repeated. Content-Length is among them only if {@code body} will
 *     give exactly so many bytes.
 * @param body must be closed by whoever takes this
 */
public record MemberRefusal(int status, String reason, Headers headers, MemberRefusalBody body)
        implements AttemptResult {}
