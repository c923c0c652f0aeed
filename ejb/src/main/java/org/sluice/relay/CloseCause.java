package org.sluice.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.CloseCodes;
import org.sluice.frames.Violation;

/**
 * Why a relay ends: one factory method for each row of the close table. A cause says what is sent to each side, if anything can
 * still be sent to it, and which side the log blames.
 *
 * @param kind the stable name of the row, as in logs and metrics
 * @param blamed the side that caused the end; null if Sluice or its operator did
 * @param toClient what is sent to the client: a close frame, or the end of its connection without one
 * @param toMember what is sent to the member
 * @param detail more for the log, such as the broken rule and the section that states it; may be empty
 */
public record CloseCause(Kind kind, @Nullable Side blamed, Close toClient, Close toMember, String detail) {

    /** The rows of the close table. */
    public enum Kind {
        /** One side sent a close frame, which was forwarded unchanged. */
        CLOSED,
        /** One side's connection ended or broke without a close frame. */
        LOST,
        /** One side broke RFC 6455. */
        VIOLATION,
        /** One side sent a frame or message above a limit. */
        TOO_BIG,
        /** One side sent more than its rate. */
        RATE,
        /** An interceptor of messages ended the relay. */
        INTERCEPTED,
        /** Neither side sent a byte for the idle timeout. */
        IDLE,
        /** The relay reached its maximum lifetime. */
        LIFETIME,
        /** One side did not answer two pings in a row. */
        SILENT,
        /** One side accepted no byte for the write timeout. */
        SLOW,
        /** The member is being drained. */
        DRAIN,
        /** The member is down, and its pool closes the sessions of such members. */
        MEMBER_DOWN,
        /** The application is being stopped. */
        STOP,
        /** An unexpected exception: a bug of Sluice or of the server. */
        FAULT
    }

    private static final int GOING_AWAY = 1001;
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;
    private static final int INTERNAL = 1011;
    private static final int RESTART = 1012;
    private static final int TRY_LATER = 1013;

    /** One side sent a close frame, which is forwarded to the other. */
    public static CloseCause closed(Side by, Close close) {
        return both(Kind.CLOSED, by, close);
    }

    /**
     * The connection of one side ended or broke without a close frame. A client lost like this did not announce that it goes
     * away (1001), so the member's connection ends in the same way as the client's did.
     *
     * @param broken true if the connection broke (reset), false if it ended in order (FIN)
     * @param memberLostCode as in {@link RelayTerms}
     */
    public static CloseCause lost(Side side, boolean broken, int memberLostCode) {
        Close sameEnd = broken ? Close.RESET : Close.END;
        Close toClient = side == Side.CLIENT ? sameEnd : memberLost(memberLostCode, "member gone", sameEnd);
        return new CloseCause(Kind.LOST, side, toClient, sameEnd, "");
    }

    /**
     * Whether a side is blamed for what it sent. That side gets its close last, after everything the other side still sends.
     */
    public boolean isFault() {
        return kind == Kind.VIOLATION || kind == Kind.TOO_BIG || kind == Kind.RATE;
    }

    /**
     * What is sent to a client that lost its member.
     *
     * @param code as in {@link RelayTerms}
     * @param withoutCode what is sent if {@code code} is 0: the end of the connection
     */
    static Close memberLost(int code, String reason, Close withoutCode) {
        return code == 0 ? withoutCode : new Close(code, reason);
    }

    /**
     * One side broke RFC 6455, or sent a frame or message above a limit.
     *
     * @param memberLostCode as in {@link RelayTerms}
     */
    public static CloseCause violation(Side by, Violation violation, int memberLostCode) {
        Close close = new Close(violation.closeCode(), violation.rule());
        String detail = violation.rule() + " (" + violation.section() + ")";
        if (violation.closeCode() == TOO_BIG) {
            return new CloseCause(Kind.TOO_BIG, by, close, close, detail);
        }
        return broken(by, close, detail, memberLostCode);
    }

    /** One side broke a rule; {@code close} is sent to it. */
    public static CloseCause broken(Side by, Close close, String detail, int memberLostCode) {
        return by == Side.CLIENT
                ? new CloseCause(Kind.VIOLATION, by, close, new Close(GOING_AWAY, "client broke the protocol"), detail)
                : new CloseCause(
                        Kind.VIOLATION,
                        by,
                        memberLost(memberLostCode, "member broke the protocol", Close.END),
                        close,
                        detail);
    }

    /** One side sent more than its rate. */
    public static CloseCause rate(Side by) {
        return both(Kind.RATE, by, new Close(POLICY, "rate limit"));
    }

    /** Neither side sent anything for {@code limit}. */
    public static CloseCause idle(Duration limit) {
        return both(Kind.IDLE, null, new Close(GOING_AWAY, "idle " + DurationText.text(limit)));
    }

    /** The relay reached its maximum lifetime. */
    public static CloseCause lifetime() {
        return new CloseCause(
                Kind.LIFETIME,
                null,
                new Close(RESTART, "maximum lifetime"),
                new Close(GOING_AWAY, "maximum lifetime"),
                "");
    }

    /**
     * One side left two pings unanswered. A silent client counts as lost.
     *
     * @param memberLostCode as in {@link RelayTerms}
     */
    public static CloseCause silent(Side side, int memberLostCode) {
        return new CloseCause(
                Kind.SILENT,
                side,
                memberLost(memberLostCode, "member silent", Close.RESET),
                Close.RESET,
                "two pings unanswered");
    }

    /** One side accepted nothing for the write timeout. Such a client counts as lost. */
    public static CloseCause slow(Side side) {
        return new CloseCause(Kind.SLOW, side, new Close(TRY_LATER, "member slow"), Close.RESET, "slow consumer");
    }

    /**
     * The member is drained; {@code code} is the key {@code drain-code}.
     *
     * @throws IllegalArgumentException if that code may not be sent (RFC 6455 7.4)
     */
    public static CloseCause drain(int code) {
        if (!CloseCodes.mayBeSent(code)) {
            throw new IllegalArgumentException("drain code: " + code + " (expected: one that may be on the wire)");
        }
        return new CloseCause(Kind.DRAIN, null, new Close(code, "drain"), new Close(GOING_AWAY, "drain"), "");
    }

    /** The member's health check failed. */
    public static CloseCause memberDown() {
        return new CloseCause(
                Kind.MEMBER_DOWN,
                Side.MEMBER,
                new Close(RESTART, "member down"),
                new Close(GOING_AWAY, "member down"),
                "");
    }

    /** The application stops. */
    public static CloseCause stop() {
        return both(Kind.STOP, null, new Close(GOING_AWAY, "shutting down"));
    }

    /** An unexpected exception: a bug of Sluice or of the server. */
    public static CloseCause fault() {
        return both(Kind.FAULT, null, new Close(INTERNAL, "internal error"));
    }

    /** What is sent to {@code side}. */
    public Close to(Side side) {
        return side == Side.CLIENT ? toClient : toMember;
    }

    private static CloseCause both(Kind kind, @Nullable Side blamed, Close close) {
        return new CloseCause(kind, blamed, close, close, "");
    }
}
