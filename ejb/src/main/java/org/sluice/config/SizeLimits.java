package org.sluice.config;

/**
 * How large and how fast things may be, in bytes. Each value is in the range of its key in {@link SizeKeys}; what they
 * mean stands there. Zero = no limit.
 */
public record SizeLimits(
        long maxFrame,
        long maxMessage,
        long maxBody,
        int maxHeader,
        int messagesPerSecond,
        long bytesPerSecond,
        LimitAction limitAction) {

    /** What holds when nothing is said. */
    public static final SizeLimits STANDARD = new SizeLimits(
            SizeKeys.MAX_FRAME.standard(),
            SizeKeys.MAX_MESSAGE.standard(),
            SizeKeys.MAX_BODY.standard(),
            Math.toIntExact(SizeKeys.MAX_HEADER.standard()),
            SizeKeys.MESSAGES_PER_SECOND.standard(),
            SizeKeys.BYTES_PER_SECOND.standard(),
            SizeKeys.LIMIT_ACTION.standard());

    /** Checks every value.
     *
     * @throws IllegalArgumentException naming the first key whose value is out of range
     */
    public SizeLimits {
        SizeKeys.MAX_FRAME.check(maxFrame);
        SizeKeys.MAX_MESSAGE.check(maxMessage);
        SizeKeys.MAX_BODY.check(maxBody);
        SizeKeys.MAX_HEADER.check((long) maxHeader);
        SizeKeys.MESSAGES_PER_SECOND.check(messagesPerSecond);
        SizeKeys.BYTES_PER_SECOND.check(bytesPerSecond);
    }

    /** Whether a client over its rate is read more slowly; else its relay is closed. */
    public boolean delay() {
        return limitAction == LimitAction.DELAY;
    }

    /** The values given; for all others, the base. */
    static SizeLimits of(Values values, SizeLimits base) {
        return new SizeLimits(
                values.or(SizeKeys.MAX_FRAME, base.maxFrame),
                values.or(SizeKeys.MAX_MESSAGE, base.maxMessage),
                values.or(SizeKeys.MAX_BODY, base.maxBody),
                Math.toIntExact(values.or(SizeKeys.MAX_HEADER, (long) base.maxHeader)),
                values.or(SizeKeys.MESSAGES_PER_SECOND, base.messagesPerSecond),
                values.or(SizeKeys.BYTES_PER_SECOND, base.bytesPerSecond),
                values.or(SizeKeys.LIMIT_ACTION, base.limitAction));
    }
}
