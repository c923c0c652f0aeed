package org.sluice.spi;

import java.nio.ByteBuffer;

/**
 * Sees, and may change, the messages of relays whose pool or rule names it ({@code relay=messages; interceptors=NAME}).
 *
 * <p>One instance serves all relays. Both directions of one relay may call it at the same time, each on one thread at a time;
 * while a call blocks, its direction of this relay waits, and nothing else does. An exception ends the relay with 1011, and the
 * log names the interceptor.
 *
 * <p>A message arrives in parts, as the sender or the network split it; the last one is marked. An interceptor that needs the
 * whole message drops the parts, collects them in {@link Exchange#state()} up to a limit of its own, and replaces the last one.
 */
public interface MessageInterceptor {
    /** The name by which pools and rules choose it; letters, digits, and {@code . _ -}. */
    String name();

    /** A part of a text message. */
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
     * @param code the close code sent to the client, or received from it; 1006 if there is no close frame
     */
    default void closed(Exchange exchange, int code, String reason) {}
}
