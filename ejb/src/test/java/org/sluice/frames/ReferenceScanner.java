package org.sluice.frames;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * RFC 6455 read aloud: takes the whole stream at once, byte after byte, copies everything, and is compared with the real
 * scanner. It shares the names of the violations with it, and not one line of code.
 */
final class ReferenceScanner {
    private static final Set<Integer> KNOWN = Set.of(0, 1, 2, 8, 9, 10);

    private final FrameRules rules;
    private final byte[] stream;
    private final List<Transcript.Event> events = new ArrayList<>();
    private int at;
    private int frameStart;
    private boolean insideMessage;
    private boolean closed;
    private boolean awaitsRest;
    private long messageLength;
    private long messages;
    private long bytes;

    private ReferenceScanner(FrameRules rules, byte[] stream) {
        this.rules = rules;
        this.stream = stream;
    }

    static Transcript read(FrameRules rules, byte[] stream) {
        return new ReferenceScanner(rules, stream).read();
    }

    private Transcript read() {
        try {
            while (at < stream.length && !closed) {
                frameStart = at;
                readFrame();
            }
        } catch (EndOfStream e) {
            awaitsRest = true;
        } catch (Refusal e) {
            events.add(new Transcript.Refused(e.violation));
        }
        return new Transcript(events, counts(), awaitsRest);
    }

    private void readFrame() {
        int first = next();
        boolean fin = first / 128 == 1;
        int opcode = first % 16;
        boolean control = opcode >= 8;
        if (!rules.extensions().unknown()) {
            checkReserved(first / 64 % 2 == 1, first / 32 % 2 == 1, first / 16 % 2 == 1, opcode);
        }
        refuseIf(control && !fin, Violation.FRAGMENTED_CONTROL);
        refuseIf(opcode == 0 && !insideMessage, Violation.STRAY_CONTINUATION);
        refuseIf((opcode == 1 || opcode == 2) && insideMessage, Violation.UNFINISHED_MESSAGE);

        int second = next();
        boolean masked = second >= 128;
        refuseIf(rules.sender() == Sender.CLIENT && !masked, Violation.UNMASKED_CLIENT);
        refuseIf(rules.sender() == Sender.MEMBER && masked, Violation.MASKED_MEMBER);
        refuseIf(control && second % 128 > 125, Violation.LONG_CONTROL);
        long length = readLength(second % 128);
        if (control) {
            readControl(opcode, masked, (int) length);
        } else {
            readData(opcode, fin, masked, length);
        }
    }

    private void checkReserved(boolean rsv1, boolean rsv2, boolean rsv3, int opcode) {
        refuseIf(!KNOWN.contains(opcode), Violation.RESERVED_OPCODE);
        refuseIf(rsv2 || rsv3, Violation.RESERVED_BIT);
        refuseIf(rsv1 && !rules.extensions().deflate(), Violation.RESERVED_BIT);
        refuseIf(rsv1 && opcode != 1 && opcode != 2, Violation.MISPLACED_COMPRESSION_BIT);
    }

    private long readLength(int inSevenBits) {
        if (inSevenBits < 126) {
            return inSevenBits;
        }
        byte[] number = new byte[inSevenBits == 126 ? 2 : 8];
        for (int i = 0; i < number.length; i++) {
            number[i] = (byte) next();
        }
        var length = new BigInteger(1, number);
        refuseIf(length.bitLength() > 63, Violation.LENGTH_OVERFLOW);
        refuseIf(length.longValue() < (inSevenBits == 126 ? 126 : 65536), Violation.LENGTH_NOT_MINIMAL);
        return length.longValue();
    }

    private void readData(int opcode, boolean fin, boolean masked, long length) {
        refuseIf(rules.maxFrame() > 0 && length > rules.maxFrame(), Violation.FRAME_TOO_BIG);
        BigInteger together = BigInteger.valueOf(messageLength).add(BigInteger.valueOf(length));
        boolean tooBig = rules.maxMessage() > 0 && together.compareTo(BigInteger.valueOf(rules.maxMessage())) > 0;
        refuseIf(tooBig, Violation.MESSAGE_TOO_BIG);
        readKey(masked);
        boolean starts = opcode != 0 && !insideMessage;
        boolean beside = opcode != 0 && insideMessage;
        insideMessage = true;
        messageLength += length;
        int there = (int) Math.min(length, stream.length - at);
        at += there;
        bytes += there;
        boolean whole = there == length;
        boolean ends = whole && fin && !beside;
        events.add(new Transcript.Data(opcode, starts, ends, whole, frameSoFar()));
        if (!whole) {
            throw new EndOfStream();
        }
        if (ends) {
            insideMessage = false;
            messageLength = 0;
            messages++;
        }
    }

    private void readControl(int opcode, boolean masked, int length) {
        int[] key = readKey(masked);
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (next() ^ key[i % 4]);
        }
        if (opcode != 8) {
            events.add(new Transcript.Control(opcode, ByteBuffer.wrap(payload), frameSoFar()));
            return;
        }
        Transcript.Closed close = readClose(payload);
        events.add(new Transcript.Control(opcode, ByteBuffer.wrap(payload), frameSoFar()));
        events.add(close);
        closed = true;
    }

    private static Transcript.Closed readClose(byte[] payload) {
        if (payload.length == 0) {
            return new Transcript.Closed(1005, "");
        }
        refuseIf(payload.length == 1, Violation.CLOSE_OF_ONE_BYTE);
        int code = (payload[0] & 255) * 256 + (payload[1] & 255);
        boolean known = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
        boolean free = code >= 3000 && code < 5000;
        refuseIf(!known && !free, Violation.CLOSE_CODE);
        try {
            var reason = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Arrays.copyOfRange(payload, 2, payload.length)));
            return new Transcript.Closed(code, reason.toString());
        } catch (CharacterCodingException e) {
            throw new Refusal(Violation.CLOSE_REASON);
        }
    }

    private int[] readKey(boolean masked) {
        return masked ? new int[] {next(), next(), next(), next()} : new int[4];
    }

    private ByteBuffer frameSoFar() {
        return ByteBuffer.wrap(Arrays.copyOfRange(stream, frameStart, at));
    }

    private int next() {
        if (at == stream.length) {
            throw new EndOfStream();
        }
        return stream[at++] & 255;
    }

    private Transcript.Counts counts() {
        return new Transcript.Counts(
                events.stream().filter(ReferenceScanner::isFrame).count(), messages, bytes, controls(9), controls(10));
    }

    private static boolean isFrame(Transcript.Event event) {
        return event instanceof Transcript.Data || event instanceof Transcript.Control;
    }

    private long controls(int opcode) {
        return events.stream()
                .filter(event -> event instanceof Transcript.Control control && control.opcode() == opcode)
                .count();
    }

    private static void refuseIf(boolean wrong, Violation violation) {
        if (wrong) {
            throw new Refusal(violation);
        }
    }

    private static final class EndOfStream extends RuntimeException {
        private static final long serialVersionUID = 1;

        EndOfStream() {
            super(null, null, false, false);
        }
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        final Violation violation;

        Refusal(Violation violation) {
            super(null, null, false, false);
            this.violation = violation;
        }
    }
}
