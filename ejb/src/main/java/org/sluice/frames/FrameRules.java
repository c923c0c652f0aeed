package org.sluice.frames;

/**
 * What the frames of one direction of one relay are held to.
 *
 * @param sender who writes them
 * @param extensions what the member accepted in its 101; the same for both directions
 * @param maxFrame the longest payload of a data frame, in bytes as on the wire; 0 = no limit
 * @param maxMessage the longest message, in payload bytes of all its frames as on the wire; 0 = no limit
 */
public record FrameRules(Sender sender, Extensions extensions, long maxFrame, long maxMessage) {
    public FrameRules {
        if (maxFrame < 0 || maxMessage < 0) {
            throw new IllegalArgumentException(
                    "max-frame: " + maxFrame + ", max-message: " + maxMessage + " (expected: 0 or more)");
        }
    }
}
