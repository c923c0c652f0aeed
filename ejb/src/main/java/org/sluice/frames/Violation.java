package org.sluice.frames;

/** How a peer broke the protocol or a limit: the close code, the rule, and the section that states it. */
public enum Violation {
    RESERVED_BIT(1002, "a reserved bit is set that no accepted extension gives a meaning", "RFC 6455 5.2"),
    MISPLACED_COMPRESSION_BIT(1002, "RSV1 is set on a frame that does not start a message", "RFC 7692 6"),
    RESERVED_OPCODE(1002, "the opcode is reserved", "RFC 6455 5.2"),
    FRAGMENTED_CONTROL(1002, "a control frame is fragmented", "RFC 6455 5.5"),
    LONG_CONTROL(1002, "a control frame is longer than 125 bytes", "RFC 6455 5.5"),
    STRAY_CONTINUATION(1002, "a continuation frame continues no message", "RFC 6455 5.4"),
    UNFINISHED_MESSAGE(1002, "a message starts inside another one", "RFC 6455 5.4"),
    UNMASKED_CLIENT(1002, "a frame of the client is not masked", "RFC 6455 5.1"),
    MASKED_MEMBER(1002, "a frame of the member is masked", "RFC 6455 5.1"),
    LENGTH_NOT_MINIMAL(1002, "the length is not written in the fewest bytes", "RFC 6455 5.2"),
    LENGTH_OVERFLOW(1002, "the length is 2^63 or more", "RFC 6455 5.2"),
    CLOSE_OF_ONE_BYTE(1002, "a close frame has a payload of one byte", "RFC 6455 5.5.1"),
    CLOSE_CODE(1002, "a close frame has a code that may not be sent", "RFC 6455 7.4"),
    CLOSE_REASON(1007, "the reason of a close frame is not UTF-8", "RFC 6455 5.5.1"),
    FRAME_TOO_BIG(1009, "a frame is longer than max-frame", "RFC 6455 10.4"),
    MESSAGE_TOO_BIG(1009, "a message is longer than max-message", "RFC 6455 10.4");

    private final int closeCode;
    private final String rule;
    private final String section;

    Violation(int closeCode, String rule, String section) {
        this.closeCode = closeCode;
        this.rule = rule;
        this.section = section;
    }

    /** The close code for the peer (RFC 6455 7.4.1): 1002 protocol error, 1007 bad data, 1009 too big. */
    public int closeCode() {
        return closeCode;
    }

    /** The broken rule, short enough for a close reason. */
    public String rule() {
        return rule;
    }

    /** The section that states the rule, such as {@code RFC 6455 5.2}. */
    public String section() {
        return section;
    }
}
