package org.sluice.it.kit;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes a {@link Frame} down as bytes, by the rules or against them. Immutable. */
public record FrameBytes(Frame frame, OptionalInt maskKey, LengthForm form, OptionalLong declared) {
    /** How the length is written; only the shortest that fits is allowed (RFC 6455 5.2). */
    public enum LengthForm {
        SHORTEST,
        SIXTEEN_BITS,
        SIXTY_FOUR_BITS
    }

    /** As a member sends it. */
    public static FrameBytes unmasked(Frame frame) {
        return new FrameBytes(frame, OptionalInt.empty(), LengthForm.SHORTEST, OptionalLong.empty());
    }

    /** As a client sends it. */
    public static FrameBytes masked(Frame frame, int maskKey) {
        return new FrameBytes(frame, OptionalInt.of(maskKey), LengthForm.SHORTEST, OptionalLong.empty());
    }

    public FrameBytes as(LengthForm other) {
        return new FrameBytes(frame, maskKey, other, declared);
    }

    /** Promises {@code length} bytes of payload, whatever the frame holds. */
    public FrameBytes declaring(long length) {
        return new FrameBytes(frame, maskKey, form, OptionalLong.of(length));
    }

    public byte[] toBytes() {
        byte[] payload = frame.payload();
        if (maskKey.isPresent()) {
            FrameHeader.mask(payload, payload.length, maskKey.getAsInt(), 0);
        }
        byte[] header = header();
        return ByteBuffer.allocate(header.length + payload.length)
                .put(header)
                .put(payload)
                .array();
    }

    /** The header alone. */
    public byte[] header() {
        ByteBuffer header = ByteBuffer.allocate(14);
        header.put((byte) ((frame.fin() ? 0x80 : 0) | frame.rsv() << 4 | frame.opcode()));
        putLength(header, declared.orElse(frame.length()));
        maskKey.ifPresent(header::putInt);
        byte[] bytes = new byte[header.flip().remaining()];
        header.get(bytes);
        return bytes;
    }

    private void putLength(ByteBuffer header, long length) {
        int mask = maskKey.isPresent() ? 0x80 : 0;
        if (form == LengthForm.SHORTEST && length < 126) {
            header.put((byte) (mask | length));
        } else if (form != LengthForm.SIXTY_FOUR_BITS && length < 65_536) {
            header.put((byte) (mask | 126)).putShort((short) length);
        } else {
            header.put((byte) (mask | 127)).putLong(length);
        }
    }
}
