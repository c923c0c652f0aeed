package org.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.FrameScanner;
import org.sluice.frames.Opcodes;

/**
 * Moves the bytes of one direction: reads from the source, lets the scanner check each frame, writes to the sink, and puts
 * Sluice's own control frames in between. While the sink is blocked, the source is not read; at most one {@link Chunk} waits
 * here.
 *
 * <p>Any thread may call {@link #signal()}; the first one pumps, and goes on until all signals that arrived meanwhile are
 * handled. So one thread at a time owns the fields below {@code calls}, without a lock, and no thread waits for another.
 *
 * <p>Size: the fields that each message needs are in one object, because each further object costs a memory access (decision
 * 16).
 */
final class FramePump implements LegEvents {
    /** What happens to the bytes that are read. */
    private enum Mode {
        FORWARD,
        /** Scanned for a close frame and dropped: a close was sent to the sink, or the sink is gone. */
        DISCARD,
        /** Dropped: the source sent its close frame, or broke the protocol. */
        IGNORE
    }

    private static final AtomicIntegerFieldUpdater<FramePump> CALLS =
            AtomicIntegerFieldUpdater.newUpdater(FramePump.class, "calls");

    private final Side from;
    private final Leg source;
    private final Leg sink;
    private final FrameScanner scanner;
    private final Relay relay;
    private final Chunks chunks;
    private final ControlFrameSlot slot = new ControlFrameSlot();
    private final @Nullable RateLimiter rateLimiter;
    private final boolean direct;

    /** The number of signals not handled yet. */
    @SuppressWarnings("UnusedVariable") // CALLS reads it
    private volatile int calls;

    private Mode mode = Mode.FORWARD;
    private @Nullable Chunk chunk;
    private ControlFrameSlot.@Nullable Injection injecting;
    private boolean sourceEnded;
    /** The sink got a part of a frame, and not yet the rest of it. */
    private boolean sinkInsideFrame;
    /** Nothing can be written to the sink any more. */
    private boolean sinkLost;
    /** The source's close frame is being forwarded, and is not written completely yet. */
    private boolean closePassing;

    /** Set by any thread once the relay itself reset the source, which then sends no more events. */
    private volatile boolean sourceAborted;

    /**
     * Set by any thread once the relay itself finished or reset the sink, which then accepts no more and sends no more events.
     */
    private volatile boolean sinkGone;

    // Written by the pumping thread, read by the sweep at any time: a slightly old value is good enough there.
    private final Progress progress = new Progress();

    FramePump(Side from, Leg source, Leg sink, FrameScanner scanner, Relay relay) {
        this.from = from;
        this.source = source;
        this.sink = sink;
        this.scanner = scanner;
        this.relay = relay;
        this.chunks = relay.chunks();
        this.direct = source.takesDirect() && sink.takesDirect();
        RelayTerms.Rate rate = relay.terms().rate();
        this.rateLimiter =
                rate.isLimited() ? new RateLimiter(rate, relay.clock().getAsLong()) : null;
    }

    /**
     * Whether our own control frames get through: none waits in the slot, and the sink is not blocked. Any thread; may be
     * slightly out of date.
     */
    boolean reachesSink() {
        return !progress.blocked && slot.isEmpty();
    }

    Progress progress() {
        return progress;
    }

    FrameScanner scanner() {
        return scanner;
    }

    /** Called by {@link #source}: reads the fields that each message needs, see {@link LegEvents#beforeReadable}. */
    @Override
    public int beforeReadable() {
        boolean idle = relay.isStarted() && slot.isEmpty();
        return (idle ? 1 : 0) + (int) progress.received + scanner.beforeScan() + sink.beforeWrite();
    }

    /** Called by {@link #source}. */
    @Override
    public void readable() {
        signal();
    }

    /** Called by {@link #source} in its role as the other pump's sink. */
    @Override
    public void writable() {
        relay.from(from.other()).signal();
    }

    /**
     * Pumps, because something may have changed: bytes to read, room to write, a frame in the slot, a flag. Any thread. If
     * another thread is pumping, that thread makes another round instead.
     */
    void signal() {
        if (CALLS.getAndIncrement(this) != 0) {
            return;
        }
        int handled = 1;
        do {
            pumpOrFail();
            handled = CALLS.addAndGet(this, -handled);
        } while (handled != 0);
    }

    /**
     * Sends {@code frame} (nothing if it is empty) after the frame now being forwarded. Nothing of the source is forwarded
     * after it.
     */
    void sendClose(ByteBuffer frame) {
        slot.putClose(frame);
        signal();
    }

    /** Sends {@code frame} between two frames, unless one of our own frames waits already. */
    void ping(ByteBuffer frame) {
        if (slot.putPing(frame)) {
            signal();
        }
    }

    /** The relay reset the source; the caller calls {@link #signal()} afterwards. */
    void sourceAborted() {
        sourceAborted = true;
    }

    /** The relay finishes or resets the sink; the caller calls {@link #signal()} afterwards. */
    void sinkGone() {
        sinkGone = true;
    }

    private void pumpOrFail() {
        try {
            pump();
            park();
        } catch (RuntimeException e) {
            relay.failed(e);
        }
    }

    /** Moves bytes that have to wait from a direct chunk to the heap. */
    private void park() {
        Chunk waiting = chunk;
        if (waiting != null && waiting.isDirect()) {
            chunk = chunks.park(waiting);
        }
    }

    private void pump() {
        if (!relay.isStarted()) {
            return;
        }
        sourceEnded |= sourceAborted;
        if (sinkGone) {
            giveUpSink();
        }
        boolean mayHaveMore = true; // the signal may have been about the source
        while (send()) {
            if (inject() || scanMore()) {
                continue;
            }
            if (!mayHaveMore || progress.delayed || sourceEnded) {
                return;
            }
            mayHaveMore = receive();
        }
    }

    /** Sends what is ready. Returns whether the sink took all of it. */
    private boolean send() {
        try {
            boolean taken = sendInjected() && sendChunk();
            progress.blocked = !taken;
            if (taken && closePassing) {
                closePassing = false;
                relay.closeWritten(from.other());
            }
            return taken;
        } catch (IOException e) {
            giveUpSink();
            if (!sinkGone) {
                relay.writeFailed(from.other());
            }
            return true;
        }
    }

    private boolean sendInjected() throws IOException {
        ControlFrameSlot.Injection next = injecting;
        if (next == null) {
            return true;
        }
        if (next.frame().hasRemaining()) {
            progress.sent += sink.write(next.frame());
        }
        if (next.frame().hasRemaining()) {
            return false;
        }
        injecting = null;
        if (next.close()) {
            relay.closeWritten(from.other());
        }
        return true;
    }

    private boolean sendChunk() throws IOException {
        Chunk going = chunk;
        if (going == null || going.isSent()) {
            return true;
        }
        progress.sent += sink.write(going.outgoing());
        return going.isSent();
    }

    /** Drops what was to be sent. Reading from the source goes on, because its close frame may still come. */
    private void giveUpSink() {
        sinkLost = true;
        injecting = null;
        closePassing = false;
        if (chunk != null) {
            chunk.dropOutgoing();
        }
        mode = mode == Mode.FORWARD ? Mode.DISCARD : mode;
    }

    /** Takes the frame that waits in the slot, if the sink is between two frames. */
    private boolean inject() {
        if (slot.isEmpty()) {
            return false;
        }
        if (sinkLost) {
            slot.take();
            return false;
        }
        if (sinkInsideFrame) {
            if (sourceEnded && (chunk == null || chunk.isScanned())) {
                slot.take();
                relay.stuckInsideFrame(from.other());
            }
            return false;
        }
        ControlFrameSlot.Injection next = slot.take();
        if (next == null || (mode != Mode.FORWARD && !next.close())) {
            return false;
        }
        injecting = next;
        mode = next.close() && mode == Mode.FORWARD ? Mode.DISCARD : mode;
        return true;
    }

    /** Scans bytes that were read. Returns whether there were any; if so, some may be ready to be sent. */
    private boolean scanMore() {
        Chunk current = chunk;
        if (current == null) {
            return false;
        }
        if (mode == Mode.IGNORE) {
            current.ignoreRest();
        }
        if (current.isScanned()) {
            chunk = null;
            chunks.giveBack(current);
            return false;
        }
        if (isAboveRate(current)) {
            return false;
        }
        if (slot.isEmpty() || sinkInsideFrame) {
            scan(current);
        }
        return true;
    }

    private boolean isAboveRate(Chunk current) {
        if (rateLimiter == null || mode != Mode.FORWARD) {
            progress.delayed = false;
            return false;
        }
        long passed = progress.received - current.unscanned().remaining();
        boolean above =
                !rateLimiter.allows(scanner.messages(), passed, relay.clock().getAsLong());
        if (above && !relay.terms().rate().delay()) {
            relay.end(CloseCause.rate(from)); // the close is sent between two frames, so the current one is completed
            above = false;
        }
        progress.delayed = above;
        return above;
    }

    /** Scans frames to the end of the chunk, or to the point where one of our own frames or the rate limiter comes first. */
    private void scan(Chunk current) {
        ByteBuffer unscanned = current.unscanned();
        while (unscanned.hasRemaining()) {
            switch (scanner.scan(unscanned)) {
                case NOTHING -> {}
                case DATA -> pass(current);
                case CONTROL -> control(current);
                case VIOLATION -> {
                    mode = Mode.IGNORE;
                    current.ignoreRest();
                    relay.violated(from, scanner.violation());
                }
            }
            if (!scanner.insideFrame() && (!slot.isEmpty() || rateLimiter != null)) {
                return;
            }
        }
    }

    private void pass(Chunk current) {
        if (mode == Mode.FORWARD) {
            if (scanner.heldLength() > 0) {
                current.prepend(scanner.held());
            }
            current.release();
            sinkInsideFrame = scanner.insideFrame();
        }
    }

    private void control(Chunk current) {
        switch (scanner.opcode()) {
            case Opcodes.CLOSE -> {
                closePassing = relay.closeReceived(from, new Close(scanner.closeCode(), scanner.closeReason()))
                        && mode == Mode.FORWARD;
                if (closePassing) {
                    pass(current);
                }
                mode = Mode.IGNORE;
                current.ignoreRest();
                relay.afterCloseReceived(from);
            }
            case Opcodes.PONG -> {
                if (relay.isOurPong(from, scanner.payload(), progress)) {
                    current.swallow();
                } else {
                    pass(current);
                }
            }
            default -> pass(current);
        }
    }

    /**
     * Reads once. Returns whether more may be readable at once; after a read that did not fill the chunk, the source signals
     * when there is more.
     */
    private boolean receive() {
        Chunk next = chunks.take(direct);
        int count;
        boolean broken = false;
        try {
            count = source.read(next.clear());
        } catch (IOException e) {
            count = -1;
            broken = true;
        }
        if (count > 0) {
            progress.received += count;
            next.flip();
            chunk = next;
            return next.isFull();
        }
        chunks.giveBack(next);
        if (count < 0) {
            sourceEnded = true;
            relay.ended(from, broken);
        }
        return false;
    }
}
