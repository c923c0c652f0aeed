package org.sluice.spi;

/**
 * What becomes of one part of a message.
 *
 * @param <T> {@link String} for text, {@link java.nio.ByteBuffer} for binary
 */
public sealed interface Verdict<T> {
    /** It goes on as it is. */
    record Pass<T>() implements Verdict<T> {}

    /** This goes on in its place, as a part of the same message. */
    record Replace<T>(T with) implements Verdict<T> {}

    /** It goes no further. The message goes on without it; if nothing is left of the message, there was none. */
    record Drop<T>() implements Verdict<T> {}

    /** It goes no further, and this goes back to who sent it, as a message of its own. */
    record Answer<T>(T with) implements Verdict<T> {}

    /**
     * The relay ends, and both sides are told so.
     *
     * @param code one that may be on the wire: 1000-1003, 1007-1014, 3000-4999
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
