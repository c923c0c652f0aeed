package org.sluice.admission;

import org.sluice.handshake.Headers;

/**
 * Sluice itself refuses the handshake.
 *
 * @param why the stable name of the reason
 * @param detail one sentence for the client's developer; names no member's address
 * @param headers headers of the answer, such as {@code Retry-After}
 */
public record Refused(RefusalReason why, String detail, Headers headers) implements Outcome {}
