package org.sluice.relay;

import org.sluice.frames.FrameScanner;

/**
 * Holds one direction to its rate: a token bucket that begins empty, fills with time up to what one sweep needs, and may
 * fall into debt by one frame, so that nothing is ever cut or counted twice. Owned by its direction.
 */
final class Pace {
    /** What may be saved up while the sweep is not looking, in seconds. */
    private static final double SAVED = 0.5;

    private final RelayTerms.Rate rate;
    private double messages;
    private double bytes;
    private long messagesSeen;
    private long bytesSeen;
    private long filledAt;

    Pace(RelayTerms.Rate rate, long now) {
        this.rate = rate;
        this.filledAt = now;
    }

    /** Charges what {@code scanner} has let pass since the last call. Whether more may pass now. */
    boolean allows(FrameScanner scanner, long now) {
        double seconds = (now - filledAt) / 1e9;
        filledAt = now;
        messages = left(messages, rate.messagesPerSecond(), seconds, scanner.messages() - messagesSeen);
        bytes = left(bytes, rate.bytesPerSecond(), seconds, scanner.bytes() - bytesSeen);
        messagesSeen = scanner.messages();
        bytesSeen = scanner.bytes();
        return messages >= 0 && bytes >= 0;
    }

    private static double left(double saved, long perSecond, double seconds, long used) {
        if (perSecond == 0) {
            return 0;
        }
        return Math.min(saved + perSecond * seconds, perSecond * SAVED) - used;
    }
}
