package org.sluice.it.kit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** The header of a frame that came in. */
public record FrameHeader(boolean fin, int rsv, int opcode, OptionalInt maskKey, long length) {
    private static final int LARGEST_IN_MEMORY = 128 << 20;

    /**
     * Waits for the next header.
     *
     * @return empty if the stream ended before its first byte
     * @throws EOFException if it ended later
     */
    public static Optional<FrameHeader> read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        DataInputStream rest = new DataInputStream(in);
        int second = rest.readUnsignedByte();
        long length = length(second & 0x7f, rest);
        OptionalInt key = (second & 0x80) == 0 ? OptionalInt.empty() : OptionalInt.of(rest.readInt());
        return Optional.of(new FrameHeader((first & 0x80) != 0, first >> 4 & 7, first & 15, key, length));
    }

    private static long length(int seven, DataInputStream rest) throws IOException {
        return switch (seven) {
            case 126 -> rest.readUnsignedShort();
            case 127 -> rest.readLong();
            default -> seven;
        };
    }

    public boolean isControl() {
        return opcode >= Frame.CLOSE;
    }

    /** Waits for the whole payload and takes off its mask. */
    public Frame readPayload(InputStream in) throws IOException {
        if (length < 0 || length > LARGEST_IN_MEMORY) {
            throw new IOException("A frame of " + length + " bytes is not one to hold in memory");
        }
        byte[] payload = in.readNBytes((int) length);
        if (payload.length < length) {
            throw new EOFException("ended after " + payload.length + " of " + length + " bytes of payload");
        }
        maskKey.ifPresent(key -> mask(payload, payload.length, key, 0));
        return new Frame(fin, rsv, opcode, payload);
    }

    /** Hands on the payload in pieces, unmasked, as they come. */
    public void readPayload(InputStream in, Pieces pieces) throws IOException {
        if (length < 0) {
            throw new IOException("A frame with the first bit of its length set (RFC 6455 5.2)");
        }
        byte[] piece = new byte[(int) Math.min(length, 16 << 10)];
        for (long position = 0; position < length; ) {
            int count = in.read(piece, 0, (int) Math.min(length - position, piece.length));
            if (count < 0) {
                throw new EOFException("ended after " + position + " of " + length + " bytes of payload");
            }
            if (maskKey.isPresent()) {
                mask(piece, count, maskKey.getAsInt(), position);
            }
            pieces.take(piece, count);
            position += count;
        }
    }

    /** This frame without its mask, as a member would send it. */
    byte[] toBytesUnmasked() {
        return FrameBytes.unmasked(new Frame(fin, rsv, opcode, new byte[0]))
                .declaring(length)
                .header();
    }

    /** Puts a mask on, or takes it off (RFC 6455 5.3). */
    static void mask(byte[] bytes, int count, int key, long position) {
        for (int i = 0; i < count; i++) {
            int shift = 24 - 8 * (int) ((position + i) & 3);
            bytes[i] ^= (byte) (key >> shift);
        }
    }

    /** Takes the pieces of a payload. */
    public interface Pieces {
        void take(byte[] bytes, int count) throws IOException;
    }
}
