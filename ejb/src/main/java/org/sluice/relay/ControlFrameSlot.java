package org.sluice.relay;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Holds the one control frame of our own that waits until its leg stands between frames. A close replaces a ping; nothing
 * replaces a close. Any thread may put; the owner of the direction takes.
 */
final class ControlFrameSlot {
    /** A frame ready for the wire. */
    record Injection(ByteBuffer frame, boolean close) {}

    private static final AtomicReferenceFieldUpdater<ControlFrameSlot, Injection> WAITING =
            AtomicReferenceFieldUpdater.newUpdater(ControlFrameSlot.class, Injection.class, "waiting");

    private volatile @Nullable Injection waiting;

    /** Whether the ping took the place; a frame that already waits says as much. */
    boolean putPing(ByteBuffer frame) {
        return WAITING.compareAndSet(this, null, new Injection(frame, false));
    }

    void putClose(ByteBuffer frame) {
        waiting = new Injection(frame, true);
    }

    boolean isEmpty() {
        return waiting == null;
    }

    @Nullable Injection take() {
        return WAITING.getAndSet(this, null);
    }
}
