package org.sluice.frames;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames as bytes, right or wrong, put together by hand. */
final class RawFrames {
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int RSV2 = 0x20;
    static final int RSV3 = 0x10;
    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private RawFrames() {}

    /** One frame as this sender must write it, with the length in its shortest form. */
    static byte[] frame(Sender sender, int first, byte[] payload) {
        int extra = payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8;
        return join(header(sender, first, payload.length, extra), scrambled(sender, payload));
    }

    static byte[] frame(Sender sender, int first, int length) {
        return frame(sender, first, counting(length));
    }

    static byte[] frame(Sender sender, int first, String text) {
        return frame(sender, first, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] close(Sender sender, int code, byte[] reason) {
        byte[] payload = ByteBuffer.allocate(2 + reason.length)
                .putShort((short) code)
                .put(reason)
                .array();
        return frame(sender, FIN | Opcodes.CLOSE, payload);
    }

    static byte[] close(Sender sender, int code) {
        return close(sender, code, new byte[0]);
    }

    /** A header that names this length in the seven bits and {@code extra} (0, 2 or 8) bytes, minimal or not. */
    static byte[] header(Sender sender, int first, long length, int extra) {
        int mask = sender == Sender.CLIENT ? 0x80 : 0;
        ByteBuffer header = ByteBuffer.allocate(2 + extra + (sender == Sender.CLIENT ? 4 : 0));
        header.put((byte) first);
        switch (extra) {
            case 2 -> header.put((byte) (mask | 126)).putShort((short) length);
            case 8 -> header.put((byte) (mask | 127)).putLong(length);
            default -> header.put((byte) (mask | length));
        }
        if (sender == Sender.CLIENT) {
            header.put(KEY);
        }
        return header.array();
    }

    private static byte[] scrambled(Sender sender, byte[] payload) {
        byte[] scrambled = payload.clone();
        for (int at = 0; at < scrambled.length && sender == Sender.CLIENT; at++) {
            scrambled[at] ^= KEY[at % 4];
        }
        return scrambled;
    }

    static byte[] counting(int length) {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = (byte) at;
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    static byte[] ofHex(String hex) {
        return java.util.HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static Sender other(Sender sender) {
        return sender == Sender.CLIENT ? Sender.MEMBER : Sender.CLIENT;
    }
}
