package org.sluice.relay;

import org.sluice.frames.FrameScanner;

/**
 * What one side has sent so far.
 *
 * @param frames data frames
 * @param messages complete data messages
 * @param bytes payload bytes of data frames
 * @param pings pings of the peer, not our own
 */
public record Traffic(long frames, long messages, long bytes, long pings) {
    static Traffic of(FrameScanner scanner) {
        return new Traffic(scanner.frames(), scanner.messages(), scanner.bytes(), scanner.pings());
    }

    /** The sum of both. */
    public Traffic plus(Traffic other) {
        return new Traffic(frames + other.frames, messages + other.messages, bytes + other.bytes, pings + other.pings);
    }
}
