package org.sluice.frames;

/**
 * The rules for the frames of one direction of one relay.
 *
 * @param sender the sender of the frames
 * @param extensions what the member accepted in its 101; the same for both directions
 * @param maxFrame the longest payload of a data frame, in bytes on the wire; 0 = no limit
 * @param maxMessage the longest message, in payload bytes of all its frames on the wire; 0 = no limit
 */
public record FrameRules(Sender sender, Extensions extensions, long maxFrame, long maxMessage) {
    public FrameRules {
        if (maxFrame < 0 || maxMessage < 0) {
            throw new IllegalArgumentException(
                    "max-frame: " + maxFrame + ", max-message: " + maxMessage + " (expected: 0 or more)");
        }
    }
}
