package org.sluice.relay;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Holds the one control frame of Sluice's own that waits until the leg is between two frames. A close replaces a ping; nothing
 * replaces a close. Any thread may put; the pump takes.
 */
final class ControlFrameSlot {
    /** An encoded frame. */
    record Injection(ByteBuffer frame, boolean close) {}

    private static final AtomicReferenceFieldUpdater<ControlFrameSlot, Injection> WAITING =
            AtomicReferenceFieldUpdater.newUpdater(ControlFrameSlot.class, Injection.class, "waiting");

    private volatile @Nullable Injection waiting;

    /** Puts a ping, unless a frame waits already. Returns whether it was put. */
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
