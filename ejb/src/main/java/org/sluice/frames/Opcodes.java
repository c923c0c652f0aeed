package org.sluice.frames;

/** The opcodes of RFC 6455 5.2: 3 to 7 are reserved for data frames, 11 to 15 for control frames. */
public final class Opcodes {
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    /** The longest payload of a control frame, in bytes (RFC 6455 5.5). */
    public static final int MAX_CONTROL_PAYLOAD = 125;

    private Opcodes() {}

    /** Whether frames with this opcode are control frames, known or reserved (RFC 6455 5.5: the highest of four bits). */
    public static boolean isControl(int opcode) {
        return (opcode & 0x8) != 0;
    }

    static boolean isReserved(int opcode) {
        return (opcode & 0x7) > BINARY;
    }
}
