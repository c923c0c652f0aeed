package org.sluice.frames;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Encodes Sluice's own control frames, for one of the two directions. Every frame is a new heap buffer whose array holds
 * exactly the frame, so that it can be passed on as an array, too.
 *
 * <p>Frames to a client may be written on any thread; frames to a member on any thread that may use the random source.
 */
public final class ControlFrames {
    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int MAX_REASON = Opcodes.MAX_CONTROL_PAYLOAD - Short.BYTES;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final ControlFrames TO_CLIENT = new ControlFrames(null);

    private final @Nullable RandomGenerator keys;

    private ControlFrames(@Nullable RandomGenerator keys) {
        this.keys = keys;
    }

    /** Frames as a server writes them: not masked (RFC 6455 5.1). */
    public static ControlFrames toClient() {
        return TO_CLIENT;
    }

    /**
     * Frames as a client writes them: masked, each with a key of its own.
     *
     * @param keys an unpredictable source (RFC 6455 5.3 and 10.3), so a {@code SecureRandom} outside of tests
     */
    public static ControlFrames toMember(RandomGenerator keys) {
        return new ControlFrames(keys);
    }

    /** A ping with eight bytes of payload, by which its pong is recognised: {@code payload().getLong()}. */
    public ByteBuffer ping(long nonce) {
        return frame(Opcodes.PING, ByteBuffer.allocate(Long.BYTES).putLong(0, nonce));
    }

    /**
     * The answer to a ping.
     *
     * @param payload that of the ping, at most 125 bytes; left as it is
     * @throws IllegalArgumentException if it is longer
     */
    public ByteBuffer pong(ByteBuffer payload) {
        return frame(Opcodes.PONG, payload);
    }

    /** A close without a code. */
    public ByteBuffer close() {
        return frame(Opcodes.CLOSE, EMPTY);
    }

    /**
     * A close.
     *
     * @param code one that {@linkplain CloseCodes#mayBeSent may be sent}
     * @param reason cut between two characters if it is longer than 123 bytes of UTF-8; may be empty
     * @throws IllegalArgumentException if the code may not be sent
     */
    public ByteBuffer close(int code, String reason) {
        if (!CloseCodes.mayBeSent(code)) {
            throw new IllegalArgumentException(
                    "close code: " + code + " (expected: 1000..1003, 1007..1014 or 3000..4999)");
        }
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = cut(text);
        return frame(
                Opcodes.CLOSE,
                ByteBuffer.allocate(Short.BYTES + length)
                        .putShort((short) code)
                        .put(text, 0, length)
                        .flip());
    }

    private static int cut(byte[] text) {
        int end = Math.min(text.length, MAX_REASON);
        while (end < text.length && !Utf8.isLead(text[end])) {
            end--;
        }
        return end;
    }

    private ByteBuffer frame(int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        if (length > Opcodes.MAX_CONTROL_PAYLOAD) {
            throw new IllegalArgumentException("control frame: " + length + " bytes of payload (expected: 0..125)");
        }
        RandomGenerator source = keys;
        if (source == null) {
            return header(opcode, length, 0).put(payload.duplicate()).flip();
        }
        ByteBuffer frame = header(opcode, length | MASK, Integer.BYTES);
        int keyAt = frame.position();
        frame.putInt(source.nextInt());
        for (int at = 0; at < length; at++) {
            frame.put((byte) (payload.get(payload.position() + at) ^ frame.get(keyAt + (at & 3))));
        }
        return frame.flip();
    }

    private static ByteBuffer header(int opcode, int second, int keySize) {
        return ByteBuffer.allocate(2 + keySize + (second & ~MASK))
                .put((byte) (FIN | opcode))
                .put((byte) second);
    }
}
