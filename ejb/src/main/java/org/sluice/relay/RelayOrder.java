package org.sluice.relay;

import org.sluice.frames.Extensions;
import org.sluice.frames.FrameRules;
import org.sluice.frames.Sender;

/**
 * The member's side of a new relay, for {@link Relays#open}.
 *
 * @param member the open member leg; the relay owns it from now on
 * @param terms timeouts, pings and limits
 * @param extensions the WebSocket extensions that the member accepted
 * @param maxFrame payload bytes of a frame, 0 for no limit
 * @param maxMessage payload bytes of a message (all its frames), 0 for no limit
 */
public record RelayOrder(Leg member, RelayTerms terms, Extensions extensions, long maxFrame, long maxMessage) {
    FrameRules rulesFor(Side side) {
        Sender sender = side == Side.CLIENT ? Sender.CLIENT : Sender.MEMBER;
        return new FrameRules(sender, extensions, maxFrame, maxMessage);
    }
}
