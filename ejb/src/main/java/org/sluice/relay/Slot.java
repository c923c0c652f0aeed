package org.sluice.relay;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds the one control frame of our own that waits until its leg stands between frames. A close replaces a ping; nothing
 * replaces a close. Any thread may put; the owner of the direction takes.
 */
final class Slot {
    /** A frame ready for the wire. */
    record Injection(ByteBuffer frame, boolean close) {}

    private final AtomicReference<@Nullable Injection> waiting = new AtomicReference<>();

    /** Whether the ping took the place; a frame that already waits says as much. */
    boolean putPing(ByteBuffer frame) {
        return waiting.compareAndSet(null, new Injection(frame, false));
    }

    void putClose(ByteBuffer frame) {
        waiting.set(new Injection(frame, true));
    }

    boolean isEmpty() {
        return waiting.getPlain() == null && waiting.get() == null;
    }

    @Nullable Injection take() {
        return waiting.getAndSet(null);
    }
}
