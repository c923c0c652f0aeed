package org.sluice.relay;

import org.sluice.frames.Extensions;
import org.sluice.frames.FrameRules;
import org.sluice.frames.Sender;

/**
 * What {@link Relays#open} needs to know.
 *
 * @param member the open member leg; the relay owns it from now on
 * @param terms what is promised to both sides
 * @param extensions those the member accepted
 * @param maxFrame payload bytes, 0 for no limit
 * @param maxMessage payload bytes of all its frames, 0 for no limit
 */
public record RelayOrder(Leg member, RelayTerms terms, Extensions extensions, long maxFrame, long maxMessage) {
    FrameRules rulesFor(Side side) {
        Sender sender = side == Side.CLIENT ? Sender.CLIENT : Sender.MEMBER;
        return new FrameRules(sender, extensions, maxFrame, maxMessage);
    }
}
