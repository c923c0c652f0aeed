package org.sluice.relay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.CloseCodes;
import org.sluice.frames.Opcodes;

/** Writes frames as a peer would, and reads what a peer got, frame by frame, as text: {@code text hi}, {@code close 1000 bye}. */
final class Frames {
    static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private Frames() {}

    static byte[] text(Side by, String text) {
        return frame(by, FIN | Opcodes.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] binary(Side by, int length) {
        return frame(by, FIN | Opcodes.BINARY, new byte[length]);
    }

    static byte[] ping(Side by, String payload) {
        return frame(by, FIN | Opcodes.PING, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] pong(Side by, byte[] payload) {
        return frame(by, FIN | Opcodes.PONG, payload);
    }

    static byte[] close(Side by) {
        return frame(by, FIN | Opcodes.CLOSE, new byte[0]);
    }

    static byte[] close(Side by, int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
        return frame(by, FIN | Opcodes.CLOSE, payload);
    }

    /** One frame with any first byte, masked if the client wrote it, with its length in the fewest bytes. */
    static byte[] frame(Side by, int first, byte[] payload) {
        boolean masked = by == Side.CLIENT;
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        int mask = masked ? MASK : 0;
        if (payload.length < 126) {
            frame.put((byte) (mask | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (mask | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (mask | 127)).putLong(payload.length);
        }
        if (masked) {
            frame.put(KEY);
        }
        for (int at = 0; at < payload.length; at++) {
            frame.put((byte) (masked ? payload[at] ^ KEY[at & 3] : payload[at]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The frames of {@code wire}; bytes that are no whole frame end the list as {@code cut after N}. */
    static List<String> words(byte[] wire) {
        List<String> words = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(wire);
        while (in.hasRemaining()) {
            int start = in.position();
            byte[] payload = payload(in);
            if (payload == null) {
                words.add("cut after " + (wire.length - start));
                return words;
            }
            words.add(word(wire[start], payload));
        }
        return words;
    }

    /** The payload of the last whole frame with this opcode. */
    static byte[] last(int opcode, byte[] wire) {
        ByteBuffer in = ByteBuffer.wrap(wire);
        byte[] found = null;
        while (in.hasRemaining()) {
            int start = in.position();
            byte[] payload = payload(in);
            if (payload != null && (wire[start] & 0xF) == opcode) {
                found = payload;
            }
        }
        if (found == null) {
            throw new AssertionError("no frame with opcode " + opcode + " in " + words(wire));
        }
        return found;
    }

    /** The payloads of the whole pings that are ours, in order. */
    static List<byte[]> ourPings(byte[] wire) {
        List<byte[]> pings = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(wire);
        while (in.hasRemaining()) {
            int first = wire[in.position()];
            byte[] payload = payload(in);
            if (payload != null && (first & 0xF) == Opcodes.PING && payload.length == 8 && isOurs(payload)) {
                pings.add(payload);
            }
        }
        return pings;
    }

    private static byte @Nullable [] payload(ByteBuffer in) {
        if (in.remaining() < 2) {
            return rest(in);
        }
        in.get();
        int second = in.get();
        int extra = (second & 127) < 126 ? 0 : (second & 127) == 126 ? 2 : 8;
        int key = second < 0 ? 4 : 0;
        if (in.remaining() < extra + key) {
            return rest(in);
        }
        long length = extra == 0 ? second & 127 : extra == 2 ? in.getShort() & 0xFFFF : in.getLong();
        byte[] mask = new byte[4];
        in.get(mask, 0, key);
        if (length < 0 || in.remaining() < length) {
            return rest(in);
        }
        byte[] payload = new byte[(int) length];
        in.get(payload);
        for (int at = 0; at < payload.length; at++) {
            payload[at] ^= mask[at & 3];
        }
        return payload;
    }

    private static byte @Nullable [] rest(ByteBuffer in) {
        in.position(in.limit());
        return null;
    }

    private static String word(int first, byte[] payload) {
        String more = (first & FIN) == 0 ? "+" : "";
        String text = new String(payload, StandardCharsets.UTF_8);
        return switch (first & 0xF) {
            case Opcodes.CONTINUATION -> "more" + more + " " + text;
            case Opcodes.TEXT -> "text" + more + " " + text;
            case Opcodes.BINARY -> "binary" + more + " " + payload.length;
            case Opcodes.PING -> "ping " + (payload.length == 8 && isOurs(payload) ? "ours" : text);
            case Opcodes.PONG -> "pong " + text;
            case Opcodes.CLOSE -> close(payload);
            default -> "opcode " + (first & 0xF);
        };
    }

    /** A test's own pings are letters; ours are eight bytes that look like noise. */
    private static boolean isOurs(byte[] payload) {
        for (byte b : payload) {
            if (b < 'a' || b > 'z') {
                return true;
            }
        }
        return false;
    }

    private static String close(byte[] payload) {
        if (payload.length == 0) {
            return "close";
        }
        if (payload.length == 1) {
            return "close(!)"; // half a code: sent only by a peer that breaks the protocol
        }
        int code = ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        String reason = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        return ("close " + code + (CloseCodes.mayBeSent(code) ? "" : "(!)") + " " + reason).stripTrailing();
    }
}
