package org.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.FrameScanner;
import org.sluice.frames.Opcodes;

/**
 * Carries bytes one way: reads the source, lets each frame pass the scanner, writes the sink, and puts control frames of
 * our own in between. What the sink does not take stops the reading; at most one {@link Chunk} waits here.
 *
 * <p>Any thread may {@link #signal()}; the first to do so pumps, and goes on for those who signal meanwhile. So the fields
 * below {@code calls} have one owner at a time without a lock, and nobody ever waits for another.
 *
 * <p>Size: what is touched for each message stands in one object, since each more is one more wait for memory (decision 16).
 */
final class FramePump implements LegEvents {
    /** What becomes of the bytes that are read. */
    private enum Mode {
        FORWARD,
        /** Scanned for a close frame, then dropped: the sink was told to close, or is gone. */
        DISCARD,
        /** Dropped: the source has said its close, or can no longer be understood. */
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
    private final @Nullable RateLimiter pace;
    private final boolean direct;

    /** How often it was signalled and has not answered yet. */
    @SuppressWarnings("UnusedVariable") // CALLS reads it
    private volatile int calls;

    private Mode mode = Mode.FORWARD;
    private @Nullable Chunk chunk;
    private ControlFrameSlot.@Nullable Injection injecting;
    private boolean sourceEnded;
    /** The sink has got a part of a frame, and waits for the rest of it. */
    private boolean sinkInsideFrame;
    /** Nothing reaches the sink any more. */
    private boolean sinkLost;
    /** The source's close frame passes to the sink, and is not yet all written. */
    private boolean closePassing;

    /** Set by any thread once our own reset of the source makes its events fall silent. */
    private volatile boolean sourceAborted;

    /** Set by any thread once we have ended or reset the sink ourselves: it takes no more, and calls no more. */
    private volatile boolean sinkGone;

    // Written by the owner, read at any time by the sweep: a value a moment old serves it.
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
        this.pace = rate.isLimited() ? new RateLimiter(rate, relay.clock().getAsLong()) : null;
    }

    /** Whether what we put in the slot has gone out, and the sink takes what it is given. Any thread; a moment old. */
    boolean reachesSink() {
        return !progress.blocked && slot.isEmpty();
    }

    Progress progress() {
        return progress;
    }

    FrameScanner scanner() {
        return scanner;
    }

    /** What {@link #source} says: a look at what is touched for each message. */
    @Override
    public int beforeReadable() {
        boolean idle = relay.isStarted() && slot.isEmpty();
        return (idle ? 1 : 0) + (int) progress.received + scanner.beforeScan() + sink.beforeWrite();
    }

    /** What {@link #source} says. */
    @Override
    public void readable() {
        signal();
    }

    /** What {@link #source} says; the direction across writes to it. */
    @Override
    public void writable() {
        relay.from(from.other()).signal();
    }

    /** Something may have changed: bytes to read, room to write, a frame in the slot, a flag. Any thread. */
    void signal() {
        if (CALLS.getAndIncrement(this) != 0) {
            return;
        }
        int heard = 1;
        do {
            pumpOrFail();
            heard = CALLS.addAndGet(this, -heard);
        } while (heard != 0);
    }

    /**
     * Sends {@code frame}, or nothing if it is empty, behind the frame that is on its way now, and nothing of the source behind
     * it.
     */
    void tell(ByteBuffer frame) {
        slot.putClose(frame);
        signal();
    }

    /** Sends {@code frame} between two frames, unless another of ours already waits for that. */
    void ping(ByteBuffer frame) {
        if (slot.putPing(frame)) {
            signal();
        }
    }

    /** We reset the source ourselves; {@link #signal()} is to follow. */
    void sourceAborted() {
        sourceAborted = true;
    }

    /** We end or reset the sink ourselves; {@link #signal()} is to follow. */
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

    /** What has to wait, waits on the heap. */
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
        boolean mayHaveMore = true; // whoever signalled may have meant the source
        while (send()) {
            if (inject() || judgeMore()) {
                continue;
            }
            if (!mayHaveMore || progress.delayed || sourceEnded) {
                return;
            }
            mayHaveMore = receive();
        }
    }

    /** Whether the sink has taken all that was ready for it. */
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
                relay.sinkBroke(from.other());
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

    /** Nothing can be sent any more. What the source still says is worth reading: it may be its close. */
    private void giveUpSink() {
        sinkLost = true;
        injecting = null;
        closePassing = false;
        if (chunk != null) {
            chunk.dropOutgoing();
        }
        mode = mode == Mode.FORWARD ? Mode.DISCARD : mode;
    }

    /** Takes what waits in the slot, if the sink stands between frames. */
    private boolean inject() {
        if (slot.isEmpty()) {
            return false;
        }
        if (sinkLost) {
            slot.take();
            return false;
        }
        if (sinkInsideFrame) {
            if (sourceEnded && (chunk == null || chunk.isJudged())) {
                slot.take();
                relay.cut(from.other());
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

    /** Whether bytes were judged; if so, there may be some to send. */
    private boolean judgeMore() {
        Chunk current = chunk;
        if (current == null) {
            return false;
        }
        if (mode == Mode.IGNORE) {
            current.ignoreRest();
        }
        if (current.isJudged()) {
            chunk = null;
            chunks.giveBack(current);
            return false;
        }
        if (isAboveRate(current)) {
            return false;
        }
        if (slot.isEmpty() || sinkInsideFrame) {
            judge(current);
        }
        return true;
    }

    private boolean isAboveRate(Chunk current) {
        if (pace == null || mode != Mode.FORWARD) {
            progress.delayed = false;
            return false;
        }
        long passed = progress.received - current.unjudged().remaining();
        boolean above = !pace.allows(scanner.messages(), passed, relay.clock().getAsLong());
        if (above && !relay.terms().rate().delay()) {
            relay.end(CloseCause.rate(from)); // takes effect between two frames, so the one that is passing goes on
            above = false;
        }
        progress.delayed = above;
        return above;
    }

    /** Judges frames up to the end of the chunk, or to the point where something else has its turn first. */
    private void judge(Chunk current) {
        ByteBuffer unjudged = current.unjudged();
        while (unjudged.hasRemaining()) {
            switch (scanner.scan(unjudged)) {
                case NOTHING -> {}
                case DATA -> pass(current);
                case CONTROL -> control(current);
                case VIOLATION -> {
                    mode = Mode.IGNORE;
                    current.ignoreRest();
                    relay.violated(from, scanner.violation());
                }
            }
            if (!scanner.insideFrame() && (!slot.isEmpty() || pace != null)) {
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
                closePassing =
                        relay.said(from, new Close(scanner.closeCode(), scanner.closeReason())) && mode == Mode.FORWARD;
                if (closePassing) {
                    pass(current);
                }
                mode = Mode.IGNORE;
                current.ignoreRest();
                relay.afterSaid(from);
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

    /** Whether the source may have more to read at once; if it has less than was asked for, it will say so itself. */
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
