package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.sluice.frames.FrameScanner.Found;

/**
 * Feeds the real scanner as a relay would, writes down what it finds, and checks on the way what holds for every call:
 * what is consumed, what is held out, and that the input is left as it was.
 */
final class RecordingScanner {
    private static final ThreadLocal<ByteBuffer> DIRECT =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(4096).order(ByteOrder.LITTLE_ENDIAN));

    private final FrameScanner scanner;
    private final List<Transcript.Event> events = new ArrayList<>();
    private final ByteArrayOutputStream openFrame = new ByteArrayOutputStream();
    private boolean refused;

    RecordingScanner(FrameRules rules) {
        scanner = new FrameScanner(rules);
    }

    /** Scans the stream in pieces of these sizes, over and over again, in every kind of buffer in turn. */
    static Transcript scan(FrameRules rules, byte[] stream, int... pieces) {
        var scribe = new RecordingScanner(rules);
        int start = 0;
        for (int turn = 0; start < stream.length; turn++) {
            int size = Math.min(pieces[turn % pieces.length], stream.length - start);
            scribe.feed(buffer(turn, stream, start, size));
            start += size;
        }
        return scribe.transcript();
    }

    private static ByteBuffer buffer(int turn, byte[] stream, int start, int size) {
        return switch (turn % 3) {
            case 0 -> ByteBuffer.wrap(stream, start, size);
            case 1 ->
                direct(size + 3).position(3).put(stream, start, size).flip().position(3);
            default -> ByteBuffer.wrap(stream).slice(start, size).asReadOnlyBuffer();
        };
    }

    /** One direct buffer for all streams, since to make one takes longer than to scan a thousand. */
    private static ByteBuffer direct(int size) {
        return size > DIRECT.get().capacity()
                ? ByteBuffer.allocateDirect(size)
                : DIRECT.get().clear();
    }

    void feed(ByteBuffer in) {
        ByteBuffer before =
                ByteBuffer.allocate(in.remaining()).put(in.duplicate()).flip();
        ByteBuffer whole = in.duplicate();
        int limit = in.limit();
        while (step(in)) {
            check(in.limit() == limit, "the limit has moved");
        }
        check(whole.equals(before), "the input was changed");
    }

    /** Calls the scanner once; false if there is no more to be had from this input. */
    private boolean step(ByteBuffer in) {
        int start = in.position();
        boolean insideBefore = scanner.insideFrame();
        Found found = scanner.scan(in);
        switch (found) {
            case NOTHING -> check(!in.hasRemaining() && scanner.heldLength() == 0, "nothing, but something is left");
            case DATA -> recordData(insideBefore, taken(in, start));
            case CONTROL -> recordControl(taken(in, start));
            case VIOLATION -> recordViolation(in.position() - start);
        }
        return found == Found.DATA || found == Found.CONTROL;
    }

    private byte[] taken(ByteBuffer in, int start) {
        check(in.position() > start, "a result without progress");
        check(scanner.heldLength() <= 131, "more was kept than a frame can need");
        check(scanner.held().remaining() == scanner.heldLength(), "held bytes and their number differ");
        byte[] all = new byte[scanner.heldLength() + in.position() - start];
        scanner.held().get(all, 0, scanner.heldLength());
        in.duplicate().position(start).get(all, scanner.heldLength(), in.position() - start);
        return all;
    }

    private void recordData(boolean insideBefore, byte[] bytes) {
        boolean starts = scanner.messageStarts();
        if (insideBefore) {
            var begun = (Transcript.Data) events.remove(events.size() - 1);
            check(!starts && scanner.heldLength() == 0 && !begun.whole(), "a frame begins inside another");
            starts = begun.starts();
        } else {
            openFrame.reset();
        }
        openFrame.writeBytes(bytes);
        boolean whole = !scanner.insideFrame();
        byte[] all = whole ? openFrame.toByteArray() : new byte[0]; // until the frame or the stream ends
        events.add(new Transcript.Data(scanner.opcode(), starts, scanner.messageEnds(), whole, ByteBuffer.wrap(all)));
    }

    private void recordControl(byte[] bytes) {
        check(!scanner.insideFrame() && !scanner.messageStarts() && !scanner.messageEnds(), "a control in a frame");
        ByteBuffer payload = ByteBuffer.wrap(RawFrames.bytes(scanner.payload()));
        events.add(new Transcript.Control(scanner.opcode(), payload, ByteBuffer.wrap(bytes)));
        if (scanner.opcode() == Opcodes.CLOSE) {
            events.add(new Transcript.Closed(scanner.closeCode(), scanner.closeReason()));
        }
    }

    private void recordViolation(int consumed) {
        check(consumed == 0, "bytes of the offending frame were consumed with the violation");
        if (!refused) {
            events.add(new Transcript.Refused(scanner.violation()));
        }
        refused = true;
    }

    /** An assertion cheap enough to stand in every step of millions. */
    private static void check(boolean holds, String fault) {
        if (!holds) {
            assertThat(fault).isNull();
        }
    }

    Transcript transcript() {
        if (scanner.insideFrame()) {
            var begun = (Transcript.Data) events.remove(events.size() - 1);
            var all = ByteBuffer.wrap(openFrame.toByteArray());
            events.add(new Transcript.Data(begun.opcode(), begun.starts(), begun.ends(), begun.whole(), all));
        }
        var counts = new Transcript.Counts(
                scanner.frames(), scanner.messages(), scanner.bytes(), scanner.pings(), scanner.pongs());
        return new Transcript(List.copyOf(events), counts, !refused && scanner.awaitsRest());
    }
}
