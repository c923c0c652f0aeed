package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sluice.frames.FrameScanner.Found;

/**
 * Feeds the real scanner as a relay would, writes down what it finds, and checks on the way what holds for every call:
 * what is consumed, what is held out, and that the input is left as it was.
 */
final class Listener {
    private final FrameScanner scanner;
    private final List<Transcript.Event> events = new ArrayList<>();
    private boolean refused;

    Listener(FrameRules rules) {
        scanner = new FrameScanner(rules);
    }

    /** Scans the stream in pieces of these sizes, over and over again, in every kind of buffer in turn. */
    static Transcript hear(FrameRules rules, byte[] stream, int... pieces) {
        var listener = new Listener(rules);
        int start = 0;
        for (int turn = 0; start < stream.length; turn++) {
            int size = Math.min(pieces[turn % pieces.length], stream.length - start);
            listener.feed(buffer(turn, stream, start, size));
            start += size;
        }
        return listener.transcript();
    }

    private static ByteBuffer buffer(int turn, byte[] stream, int start, int size) {
        return switch (turn % 3) {
            case 0 -> ByteBuffer.wrap(stream, start, size);
            case 1 ->
                ByteBuffer.allocateDirect(size + 3)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .position(3)
                        .put(stream, start, size)
                        .position(3);
            default -> ByteBuffer.wrap(stream).slice(start, size).asReadOnlyBuffer();
        };
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
            case DATA -> hearData(insideBefore, taken(in, start));
            case CONTROL -> hearControl(taken(in, start));
            case VIOLATION -> hearViolation(in.position() - start);
        }
        return found == Found.DATA || found == Found.CONTROL;
    }

    private ByteBuffer taken(ByteBuffer in, int start) {
        check(in.position() > start, "a result without progress");
        check(scanner.heldLength() <= 131, "more was kept than a frame can need");
        check(scanner.held().remaining() == scanner.heldLength(), "held bytes and their number differ");
        ByteBuffer all = ByteBuffer.allocate(scanner.heldLength() + in.position() - start);
        return all.put(scanner.held())
                .put(in.duplicate().position(start).limit(in.position()))
                .flip();
    }

    private void hearData(boolean insideBefore, ByteBuffer bytes) {
        boolean starts = scanner.messageStarts();
        ByteBuffer all = bytes;
        if (insideBefore) {
            var begun = (Transcript.Data) events.remove(events.size() - 1);
            check(!starts && scanner.heldLength() == 0 && !begun.whole(), "a frame begins inside another");
            starts = begun.starts();
            all = ByteBuffer.wrap(Wire.join(Wire.bytes(begun.bytes()), Wire.bytes(bytes)));
        }
        events.add(new Transcript.Data(scanner.opcode(), starts, scanner.messageEnds(), !scanner.insideFrame(), all));
    }

    private void hearControl(ByteBuffer bytes) {
        check(!scanner.insideFrame() && !scanner.messageStarts() && !scanner.messageEnds(), "a control in a frame");
        var payload = ByteBuffer.allocate(scanner.payload().remaining())
                .put(scanner.payload())
                .flip();
        events.add(new Transcript.Control(scanner.opcode(), payload, bytes));
        if (scanner.isClosed()) {
            events.add(new Transcript.Closed(scanner.closeCode(), scanner.closeReason()));
        }
    }

    private void hearViolation(int consumed) {
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
        var counts = new Transcript.Counts(
                scanner.frames(), scanner.messages(), scanner.bytes(), scanner.pings(), scanner.pongs());
        return new Transcript(List.copyOf(events), counts, !refused && scanner.awaitsRest());
    }
}
