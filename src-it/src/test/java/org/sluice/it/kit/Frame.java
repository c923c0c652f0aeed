package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;

/** One WebSocket frame as it was meant, or as it was seen (RFC 6455 5.2); whether it is masked is the sender's affair. */
public final class Frame {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private final boolean fin;
    private final int rsv;
    private final int opcode;
    private final byte[] payload;

    /** @param rsv the three reserved bits as a number, RSV1 = 4 */
    public Frame(boolean fin, int rsv, int opcode, byte[] payload) {
        this.fin = fin;
        this.rsv = rsv;
        this.opcode = opcode;
        this.payload = payload.clone();
    }

    public static Frame text(String text) {
        return new Frame(true, 0, TEXT, text.getBytes(UTF_8));
    }

    public static Frame binary(byte[] payload) {
        return new Frame(true, 0, BINARY, payload);
    }

    public static Frame continuation(byte[] payload) {
        return new Frame(true, 0, CONTINUATION, payload);
    }

    public static Frame ping(String payload) {
        return new Frame(true, 0, PING, payload.getBytes(UTF_8));
    }

    public static Frame pong(String payload) {
        return new Frame(true, 0, PONG, payload.getBytes(UTF_8));
    }

    /** A close frame with a code and a reason, well-formed or not. */
    public static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        byte[] payload = ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
        return new Frame(true, 0, CLOSE, payload);
    }

    /** A close frame without a code (a receiver reports 1005). */
    public static Frame closeWithoutCode() {
        return new Frame(true, 0, CLOSE, new byte[0]);
    }

    /** This frame with more to follow. */
    public Frame unfinished() {
        return new Frame(false, rsv, opcode, payload);
    }

    public boolean fin() {
        return fin;
    }

    public int rsv() {
        return rsv;
    }

    public int opcode() {
        return opcode;
    }

    public int length() {
        return payload.length;
    }

    public byte[] payload() {
        return payload.clone();
    }

    public String text() {
        return new String(payload, UTF_8);
    }

    public boolean isControl() {
        return opcode >= CLOSE;
    }

    /** The code of a close frame, if it carries one. */
    public OptionalInt closeCode() {
        return opcode == CLOSE && payload.length >= 2
                ? OptionalInt.of(Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort()))
                : OptionalInt.empty();
    }

    public String closeReason() {
        return payload.length <= 2 ? "" : new String(payload, 2, payload.length - 2, UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that
                && fin == that.fin
                && rsv == that.rsv
                && opcode == that.opcode
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(payload) * 31 + opcode;
    }

    /** Short enough for an assertion's message. */
    @Override
    public String toString() {
        String shown = payload.length <= 64 ? text() : payload.length + " bytes";
        String close = closeCode().isPresent() ? " " + closeCode().getAsInt() + " " + closeReason() : " " + shown;
        return "opcode " + opcode + (fin ? "" : " unfinished") + (rsv == 0 ? "" : " rsv " + rsv) + close;
    }
}
