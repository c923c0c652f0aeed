package org.sluice.frames;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Parses and checks the frames of one direction of one relay, in buffers of the caller, and says which bytes may be forwarded.
 * <pre>
 *                       header whole and judged                 end of payload
 *   BETWEEN FRAMES -------------------------------> INSIDE A -------------------> BETWEEN FRAMES
 *    |    |    ^       (data frame: DATA)          DATA FRAME      (DATA)
 *    |    |    |  |
 *    |    |    |  +--- a header or a control frame not yet whole: NOTHING, its bytes are kept
 *    |    |    +------ a whole control frame: CONTROL; behind a close everything is dropped
 *    |    +----------- a fault: VIOLATION, for good
 * </pre>
 *
 * <p>Owned by the relay that forwards the bytes, and used by one thread at a time. It keeps no reference to a buffer behind
 * {@link #scan}, and allocates nothing per frame.
 */
public final class FrameScanner {

    /** The result of one {@link #scan}. */
    public enum Found {
        /** Nothing to forward; the input is consumed. */
        NOTHING,
        /** A part of one data frame, or all of it. */
        DATA,
        /** One whole control frame. */
        CONTROL,
        /** The peer broke a rule; nothing more is read. */
        VIOLATION
    }

    private final FrameHeader header;
    private final PartialHeader kept = new PartialHeader();
    private final ControlPayload payload = new ControlPayload();

    private @Nullable Violation violation;
    private boolean closed;
    private int heldLength;

    /** Payload bytes of the current data frame that have not arrived yet. */
    private long toCome;

    private boolean frameEndsMessage;
    private boolean insideMessage;
    private long messageLength;
    private boolean messageStarts;
    private boolean messageEnds;

    private long frames;
    private long messages;
    private long bytes;
    private long pings;
    private long pongs;

    public FrameScanner(FrameRules rules) {
        header = new FrameHeader(new HeaderRules(rules));
    }

    /**
     * Reads on from {@code in.position()}, consuming bytes. Call it again until it finds {@link Found#NOTHING}.
     *
     * <ul>
     *   <li>{@code DATA}: the {@link #held()} bytes, if any, and then the bytes consumed by this call belong to one data
     *       frame whose header is whole and judged; they may go on as they are. The call ends with the frame, or with
     *       the input.
     *   <li>{@code CONTROL}: one control frame has ended at {@code in.position()}: the held bytes, and then the bytes
     *       consumed by this call. See {@link #opcode()}, {@link #payload()}, {@link #closeCode()}.
     *   <li>{@code NOTHING}: all of {@code in} is consumed. The beginning of a header or of a control frame is kept here
     *       (at most 131 bytes) and held out with the result that completes it. Bytes behind a close frame are dropped.
     *   <li>{@code VIOLATION}: see {@link #violation()}. Nothing of the offending frame was released, nothing is consumed
     *       by this call, and every later call finds the same.
     * </ul>
     */
    public Found scan(ByteBuffer in) {
        if (violation != null) {
            return Found.VIOLATION;
        }
        heldLength = 0;
        messageStarts = false;
        messageEnds = false;
        if (!in.hasRemaining()) {
            return Found.NOTHING;
        }
        if (closed) {
            in.position(in.limit());
            return Found.NOTHING;
        }
        return toCome > 0 ? passPayload(in) : readFrame(in);
    }

    /**
     * Prefetch: reads the fields that {@link #scan} will need, for a caller that is about to use many scanners, none of them in
     * a CPU cache. Changes nothing.
     *
     * @return a meaningless value computed from the fields that were read, so that the compiler cannot drop the reads
     */
    public int beforeScan() {
        return (int) messages + header.size() + kept.length();
    }

    private Found readFrame(ByteBuffer in) {
        Violation fault = header.read(kept, in, insideMessage, messageLength);
        if (fault != null) {
            return refuse(fault);
        }
        if (!header.isWhole()) {
            return keep(in);
        }
        return Opcodes.isControl(header.opcode()) ? readControl(in) : startData(in);
    }

    private Found keep(ByteBuffer in) {
        kept.add(in);
        return Found.NOTHING;
    }

    private Found refuse(Violation fault) {
        violation = fault;
        return Found.VIOLATION;
    }

    private Found startData(ByteBuffer in) {
        consume(in, header.size());
        frames++;
        toCome = header.length();
        messageLength += toCome;
        messageStarts = header.opcode() != Opcodes.CONTINUATION && !insideMessage;
        // A frame of an unknown extension inside a message is forwarded, and neither starts nor ends a message.
        boolean ofMessage = messageStarts || header.opcode() == Opcodes.CONTINUATION;
        frameEndsMessage = ofMessage && header.isFinal();
        insideMessage = true;
        return passPayload(in);
    }

    private Found passPayload(ByteBuffer in) {
        int passed = (int) Math.min(toCome, in.remaining());
        in.position(in.position() + passed);
        bytes += passed;
        toCome -= passed;
        if (toCome == 0 && frameEndsMessage) {
            messages++;
            messageEnds = true;
            insideMessage = false;
            messageLength = 0;
        }
        return Found.DATA;
    }

    private Found readControl(ByteBuffer in) {
        int size = header.size() + (int) header.length();
        if (kept.lengthWith(in) < size) {
            return keep(in);
        }
        payload.read(header, kept, in);
        Violation fault = header.opcode() == Opcodes.CLOSE ? payload.judgeClose() : null;
        if (fault != null) {
            return refuse(fault);
        }
        consume(in, size);
        countControl();
        return Found.CONTROL;
    }

    /** Consumes {@code bytes} of the frame, of which the kept ones were consumed before. */
    private void consume(ByteBuffer in, int size) {
        heldLength = kept.handOver();
        in.position(in.position() + size - heldLength);
    }

    private void countControl() {
        frames++;
        switch (header.opcode()) {
            case Opcodes.CLOSE -> closed = true;
            case Opcodes.PING -> pings++;
            case Opcodes.PONG -> pongs++;
            default -> {} // of an unknown extension
        }
    }

    /**
     * The number of kept bytes that come before those consumed by the last call; 0 unless it found {@code DATA} or {@code
     * CONTROL}.
     */
    public int heldLength() {
        return heldLength;
    }

    /** Those bytes, from position 0 to the limit, read only; valid until the next {@link #scan}. */
    public ByteBuffer held() {
        return kept.view(heldLength);
    }

    /** Opcode of the frame the last {@code DATA} or {@code CONTROL} belongs to; a {@link Opcodes} constant if known. */
    public int opcode() {
        return header.opcode();
    }

    /** Payload of the last control frame, unmasked, from position 0 to the limit, read only; valid until the next scan. */
    public ByteBuffer payload() {
        return payload.view();
    }

    /** Code of the close frame that passed: 1005 if it had none, 1006 if no close frame has passed (RFC 6455 7.1.5). */
    public int closeCode() {
        return closed ? payload.closeCode() : CloseCodes.NO_CLOSE;
    }

    /** Reason of the close frame that passed, empty if there was none. */
    public String closeReason() {
        if (!closed || payload.view().remaining() <= Short.BYTES) {
            return "";
        }
        return StandardCharsets.UTF_8
                .decode(payload.view().position(Short.BYTES))
                .toString();
    }

    /**
     * The fault of the peer.
     *
     * @throws IllegalStateException if there was none so far
     */
    public Violation violation() {
        if (violation == null) {
            throw new IllegalStateException("there is no violation");
        }
        return violation;
    }

    /** Whether the bytes released so far end inside the payload of a data frame, where no other frame may be put. */
    public boolean insideFrame() {
        return toCome > 0;
    }

    /** Whether the bytes read so far end inside a frame of any kind: released in part, or not yet whole and kept. */
    public boolean awaitsRest() {
        return toCome > 0 || kept.length() > 0;
    }

    /** Whether the last {@code DATA} began the first frame of a message. */
    public boolean messageStarts() {
        return messageStarts;
    }

    /** Whether the last {@code DATA} finished the last frame of a message. */
    public boolean messageEnds() {
        return messageEnds;
    }

    /** Data frames begun and control frames found so far. */
    public long frames() {
        return frames;
    }

    /** Complete data messages so far. */
    public long messages() {
        return messages;
    }

    /** Payload bytes of data frames released, as on the wire. */
    public long bytes() {
        return bytes;
    }

    public long pings() {
        return pings;
    }

    public long pongs() {
        return pongs;
    }
}
