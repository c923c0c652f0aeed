package org.sluice.relay;

/**
 * Holds one direction to its rate: a token bucket that may go into debt by one frame, so that no frame is split or counted
 * twice. Where the excess is delayed, the bucket starts empty and holds the tokens of half a second (the time between two
 * sweeps); where it closes the relay, it starts full and holds those of a whole second. Not thread-safe: owned by the pump of
 * its direction.
 */
public final class RateLimiter {
    /** The capacity of the bucket in seconds, where the excess is delayed. */
    private static final double BETWEEN_SWEEPS = 0.5;

    private static final double WHOLE_SECOND = 1;

    private final RelayTerms.Rate rate;
    private final double most;
    private double messages;
    private double bytes;
    private long messagesSeen;
    private long bytesSeen;
    private long filledAt;

    /**
     * @param rate the limit
     * @param now the current time, nanoseconds as {@link System#nanoTime()} counts them
     */
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
     * Takes tokens for what passed since the last call. Returns whether more may pass now.
     *
     * @param messagesSoFar complete messages since the relay began
     * @param bytesSoFar bytes on the wire since the relay began, so that headers and control frames count, too
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
