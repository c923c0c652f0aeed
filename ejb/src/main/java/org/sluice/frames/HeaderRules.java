package org.sluice.frames;

import org.jspecify.annotations.Nullable;

/** Checks a frame header by RFC 6455 and our limits, in the order in which its bytes arrive. */
final class HeaderRules {
    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int RSV1 = 0x40;

    private final boolean senderMasks;
    private final boolean judgesReserved;
    private final int meaningfulBits;
    private final long maxFrame;
    private final long maxMessage;

    HeaderRules(FrameRules rules) {
        senderMasks = rules.sender() == Sender.CLIENT;
        judgesReserved = !rules.extensions().unknown();
        meaningfulBits = rules.extensions().deflate() ? RSV1 : 0;
        maxFrame = orEndless(rules.maxFrame());
        maxMessage = orEndless(rules.maxMessage());
    }

    private static long orEndless(long limit) {
        return limit == 0 ? Long.MAX_VALUE : limit;
    }

    @Nullable Violation judgeFirst(int first, int opcode, boolean insideMessage) {
        Violation fault = judgesReserved ? judgeReserved(first & RSV, opcode) : null;
        if (fault != null) {
            return fault;
        }
        if (Opcodes.isControl(opcode)) {
            return (first & FIN) == 0 ? Violation.FRAGMENTED_CONTROL : null;
        }
        return judgeOrder(opcode, insideMessage);
    }

    private @Nullable Violation judgeReserved(int bits, int opcode) {
        if (Opcodes.isReserved(opcode)) {
            return Violation.RESERVED_OPCODE;
        }
        if (bits == 0) {
            return null;
        }
        if ((bits & ~meaningfulBits) != 0) {
            return Violation.RESERVED_BIT;
        }
        boolean startsMessage = opcode == Opcodes.TEXT || opcode == Opcodes.BINARY;
        return startsMessage ? null : Violation.MISPLACED_COMPRESSION_BIT;
    }

    /** A reserved opcode that gets this far belongs to an unknown extension, whose order of frames is unknown. */
    private static @Nullable Violation judgeOrder(int opcode, boolean insideMessage) {
        if (opcode == Opcodes.CONTINUATION) {
            return insideMessage ? null : Violation.STRAY_CONTINUATION;
        }
        return insideMessage && !Opcodes.isReserved(opcode) ? Violation.UNFINISHED_MESSAGE : null;
    }

    @Nullable Violation judgeSecond(int opcode, boolean masked, int inSevenBits) {
        if (masked != senderMasks) {
            return masked ? Violation.MASKED_MEMBER : Violation.UNMASKED_CLIENT;
        }
        boolean tooLong = Opcodes.isControl(opcode) && inSevenBits > Opcodes.MAX_CONTROL_PAYLOAD;
        return tooLong ? Violation.LONG_CONTROL : null;
    }

    /**
     * @param extraBytes how many bytes the length took beyond the seven bits: 0, 2 or 8
     * @param messageSoFar the payload bytes of the message's earlier frames; never more than the limit
     */
    @Nullable Violation judgeLength(int opcode, long length, int extraBytes, long messageSoFar) {
        if (length < 0) {
            return Violation.LENGTH_OVERFLOW;
        }
        if (length < leastIn(extraBytes)) {
            return Violation.LENGTH_NOT_MINIMAL;
        }
        if (Opcodes.isControl(opcode)) {
            return null; // limited to 125 bytes already, and not a part of a message
        }
        if (length > maxFrame) {
            return Violation.FRAME_TOO_BIG;
        }
        return length > maxMessage - messageSoFar ? Violation.MESSAGE_TOO_BIG : null;
    }

    private static long leastIn(int extraBytes) {
        return switch (extraBytes) {
            case Short.BYTES -> 126;
            case Long.BYTES -> 1 << 16;
            default -> 0;
        };
    }
}
