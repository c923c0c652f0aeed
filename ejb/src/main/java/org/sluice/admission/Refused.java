package org.sluice.admission;

import org.sluice.handshake.Headers;

/**
 * Sluice itself said no.
 *
 * @param why the stable name of the reason
 * @param detail one sentence for the client's developer; names no address of a member
 * @param headers what belongs to the answer, as {@code Retry-After}
 */
public record Refused(RefusalReason why, String detail, Headers headers) implements Outcome {}
