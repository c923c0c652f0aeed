package org.sluice.spi;

import java.nio.ByteBuffer;

/**
 * Looks at the messages of relays whose pool or rule names it ({@code relay=messages; interceptors=NAME}).
 *
 * <p>One object serves all relays. Both directions of one relay may be inside at once, each on one thread at a time; a thread
 * that stays inside holds up its direction of this relay, and nobody else. What it throws ends the relay with 1011, and its
 * name goes to the log.
 *
 * <p>A message comes in parts, as the sender or the network cut it; the last one says so. An interceptor that must see the
 * whole drops the parts, collects them in {@link Exchange#state()} up to a limit of its own, and replaces the last one.
 */
public interface MessageInterceptor {
    /** The name by which pools and rules choose it; letters, digits, and {@code . _ -}. */
    String name();

    /** A part of a text. */
    default Verdict<String> text(Exchange exchange, Direction direction, String part, boolean last) {
        return Verdict.pass();
    }

    /** A part of a binary message; {@code part} is read only and valid until this returns. */
    default Verdict<ByteBuffer> binary(Exchange exchange, Direction direction, ByteBuffer part, boolean last) {
        return Verdict.pass();
    }

    /**
     * The relay ends. Called once, when its end begins.
     *
     * @param code what the client is told, or said itself; 1006 where there is no close frame
     */
    default void closed(Exchange exchange, int code, String reason) {}
}
