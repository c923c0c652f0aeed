package org.sluice.relay;

/**
 * Holds one direction to its rate: a token bucket that fills with time and may fall into debt by one frame, so that nothing
 * is ever cut or counted twice. A side that is delayed has saved up what passes between two sweeps, and nothing at first; one
 * that would be closed may have sent a whole second's worth at once. Owned by its direction.
 */
public final class RateLimiter {
    /** What may be saved up, in seconds. */
    private static final double BETWEEN_SWEEPS = 0.5;

    private static final double WHOLE_SECOND = 1;

    private final RelayTerms.Rate rate;
    private final double most;
    private double messages;
    private double bytes;
    private long messagesSeen;
    private long bytesSeen;
    private long filledAt;

    /** Begins at {@code now}. */
    public RateLimiter(RelayTerms.Rate rate, long now) {
        this.rate = rate;
        this.filledAt = now;
        this.most = rate.delay() ? BETWEEN_SWEEPS : WHOLE_SECOND;
        if (!rate.delay()) {
            messages = rate.messagesPerSecond() * most;
            bytes = rate.bytesPerSecond() * most;
        }
    }

    /**
     * Charges what has passed since the last call. Whether more may pass now.
     *
     * @param messagesSoFar complete messages since the beginning
     * @param bytesSoFar bytes as on the wire since the beginning, so that neither headers nor control frames are free
     */
    public boolean allows(long messagesSoFar, long bytesSoFar, long now) {
        double seconds = (now - filledAt) / 1e9;
        filledAt = now;
        messages = left(messages, rate.messagesPerSecond(), seconds, messagesSoFar - messagesSeen);
        bytes = left(bytes, rate.bytesPerSecond(), seconds, bytesSoFar - bytesSeen);
        messagesSeen = messagesSoFar;
        bytesSeen = bytesSoFar;
        return messages >= 0 && bytes >= 0;
    }

    private double left(double saved, long perSecond, double seconds, long used) {
        if (perSecond == 0) {
            return 0;
        }
        return Math.min(saved + perSecond * seconds, perSecond * most) - used;
    }
}
