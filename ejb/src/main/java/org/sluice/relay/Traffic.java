package org.sluice.relay;

import org.sluice.frames.FrameScanner;

/**
 * What one direction has carried so far.
 *
 * @param frames data frames
 * @param messages complete data messages
 * @param bytes payload of data frames
 * @param pings those of the peers, not our own
 */
public record Traffic(long frames, long messages, long bytes, long pings) {
    static Traffic of(FrameScanner scanner) {
        return new Traffic(scanner.frames(), scanner.messages(), scanner.bytes(), scanner.pings());
    }

    /** Both together. */
    public Traffic plus(Traffic other) {
        return new Traffic(frames + other.frames, messages + other.messages, bytes + other.bytes, pings + other.pings);
    }
}
