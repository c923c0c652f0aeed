package org.sluice.spi;

/**
 * The decision of an interceptor on one part of a message.
 *
 * @param <T> {@link String} for text, {@link java.nio.ByteBuffer} for binary
 */
public sealed interface Verdict<T> {
    /** Forward the part unchanged. */
    record Pass<T>() implements Verdict<T> {}

    /** Forward {@code with} in its place, as a part of the same message. */
    record Replace<T>(T with) implements Verdict<T> {}

    /** Drop the part. The message is forwarded without it; a message of which nothing is left is not forwarded at all. */
    record Drop<T>() implements Verdict<T> {}

    /** Drop the part, and send {@code with} back to the sender as a message of its own. */
    record Answer<T>(T with) implements Verdict<T> {}

    /**
     * End the relay, and send a close to both sides.
     *
     * @param code one that may be sent: 1000-1003, 1007-1014, 3000-4999
     * @param reason at most 123 bytes of UTF-8 are sent
     */
    record End<T>(int code, String reason) implements Verdict<T> {}

    /** See {@link Pass}. */
    static <T> Verdict<T> pass() {
        return new Pass<>();
    }

    /** See {@link Replace}. */
    static <T> Verdict<T> replace(T with) {
        return new Replace<>(with);
    }

    /** See {@link Drop}. */
    static <T> Verdict<T> drop() {
        return new Drop<>();
    }

    /** See {@link Answer}. */
    static <T> Verdict<T> answer(T with) {
        return new Answer<>(with);
    }

    /** See {@link End}. */
    static <T> Verdict<T> end(int code, String reason) {
        return new End<>(code, reason);
    }
}
