package org.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.FrameScanner;

/**
 * Carries bytes one way: reads the source, lets each frame pass the scanner, writes the sink, and puts control frames of
 * our own in between. What the sink does not take stops the reading; at most one {@link Chunk} waits here.
 *
 * <p>Any thread may {@link #signal()}; the first to do so pumps, and goes on for those who signal meanwhile. So the fields
 * below {@code calls} have one owner at a time without a lock, and nobody ever waits for another.
 */
final class Direction {
    /** What becomes of the bytes that are read. */
    private enum Mode {
        FORWARD,
        /** Scanned for a close frame, then dropped: the sink was told to close, or is gone. */
        DISCARD,
        /** Dropped: the source has said its close, or can no longer be understood. */
        IGNORE
    }

    private static final int CLOSE = 0x8;
    private static final int PONG = 0xA;

    private final Side from;
    private final Leg source;
    private final Leg sink;
    private final FrameScanner scanner;
    private final Relay relay;
    private final Slot slot = new Slot();
    private final @Nullable Pace pace;
    private final AtomicInteger calls = new AtomicInteger();

    private Mode mode = Mode.FORWARD;
    private @Nullable Chunk chunk;
    private Slot.@Nullable Injection injecting;
    private boolean sourceEnded;
    /** The sink has got a part of a frame, and waits for the rest of it. */
    private boolean sinkInsideFrame;
    /** The source's close frame passes to the sink, and is not yet all written. */
    private boolean closePassing;

    /** Set by any thread once our own reset of the source makes its events fall silent. */
    private volatile boolean sourceAborted;

    // Written by the owner, read at any time by the sweep: a value a moment old serves it.
    private final Progress progress = new Progress();

    Direction(Side from, Leg source, Leg sink, FrameScanner scanner, Relay relay) {
        this.from = from;
        this.source = source;
        this.sink = sink;
        this.scanner = scanner;
        this.relay = relay;
        RelayTerms.Rate rate = relay.terms().rate();
        this.pace = rate.isLimited() ? new Pace(rate, relay.clock().getAsLong()) : null;
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

    /** Something may have changed: bytes to read, room to write, a frame in the slot, a flag. Any thread. */
    void signal() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int heard = 1;
        do {
            try {
                pump();
            } catch (RuntimeException e) {
                relay.failed(e); // nobody may keep the direction, whatever a leg or a listener throws
            }
            heard = calls.addAndGet(-heard);
        } while (heard != 0);
    }

    /** Sends {@code frame} behind the frame that is on its way now, and nothing of the source behind it. */
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

    /** We have reset the source ourselves. */
    void sourceAborted() {
        sourceAborted = true;
        signal();
    }

    private void pump() {
        if (!relay.isStarted()) {
            return;
        }
        sourceEnded |= sourceAborted;
        while (send()) {
            if (inject()) {
                continue;
            }
            if (judgeMore()) {
                continue;
            }
            if (progress.delayed || sourceEnded || !receive()) {
                return;
            }
        }
    }

    /** Whether the sink has taken all that was ready for it. */
    private boolean send() {
        try {
            if (!sendInjected() || !sendChunk()) {
                progress.blocked = true;
                return false;
            }
            progress.blocked = false;
            if (closePassing) {
                closePassing = false;
                relay.closeWritten(from.other());
            }
        } catch (IOException e) {
            sinkBroke();
        }
        return true;
    }

    private boolean sendInjected() throws IOException {
        Slot.Injection next = injecting;
        if (next == null) {
            return true;
        }
        progress.sent += sink.write(next.frame());
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

    /** What the peer of the sink sent before it left is still worth reading, so its loss is found there. */
    private void sinkBroke() {
        injecting = null;
        closePassing = false;
        if (chunk != null) {
            chunk.dropOutgoing();
        }
        if (mode == Mode.FORWARD) {
            mode = Mode.DISCARD;
        }
        relay.sinkBroke(from.other());
    }

    /** Takes what waits in the slot, if the sink stands between frames. */
    private boolean inject() {
        if (slot.isEmpty()) {
            return false;
        }
        if (sinkInsideFrame && mode == Mode.FORWARD) {
            if (sourceEnded) {
                slot.take();
                mode = Mode.IGNORE;
                relay.cut(from.other());
            }
            return false;
        }
        Slot.Injection next = slot.take();
        if (next == null || (mode != Mode.FORWARD && !next.close())) {
            return false;
        }
        injecting = next;
        if (next.close() && mode == Mode.FORWARD) {
            mode = Mode.DISCARD;
        }
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
            relay.chunks().giveBack(current);
            return false;
        }
        if (isAboveRate()) {
            return false;
        }
        judge(current);
        return true;
    }

    private boolean isAboveRate() {
        if (pace == null || mode != Mode.FORWARD) {
            progress.delayed = false;
            return false;
        }
        boolean above = !pace.allows(scanner, relay.clock().getAsLong());
        progress.delayed = above;
        if (above && !relay.terms().rate().delay()) {
            mode = Mode.IGNORE;
            relay.end(CloseCause.rate(from));
        }
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
        } else {
            current.swallow();
        }
    }

    private void control(Chunk current) {
        switch (scanner.opcode()) {
            case CLOSE -> {
                closePassing = relay.said(from, closeOf(scanner)) && mode == Mode.FORWARD;
                if (closePassing) {
                    pass(current);
                }
                mode = Mode.IGNORE;
                current.ignoreRest();
                relay.afterSaid(from);
            }
            case PONG -> {
                if (relay.isOurPong(from, scanner.payload(), progress)) {
                    current.swallow();
                } else {
                    pass(current);
                }
            }
            default -> pass(current);
        }
    }

    private static Close closeOf(FrameScanner scanner) {
        ByteBuffer payload = scanner.payload();
        String reason = payload.remaining() > 2
                ? StandardCharsets.UTF_8
                        .decode(payload.duplicate().position(payload.position() + 2))
                        .toString()
                : "";
        return new Close(scanner.closeCode(), reason);
    }

    /** Whether there is something new: bytes, or the end of the source. */
    private boolean receive() {
        Chunk next = relay.chunks().take();
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
            return true;
        }
        relay.chunks().giveBack(next);
        if (count < 0) {
            sourceEnded = true;
            relay.ended(from, broken);
            return true;
        }
        return false;
    }
}
