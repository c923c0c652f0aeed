package org.sluice.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.CloseCodes;
import org.sluice.frames.Violation;

/**
 * Why a relay ends: the rows of the close table. Each says what is told to either side if it can still be told anything,
 * and who is blamed in the log.
 *
 * @param kind the stable name of the row, as it stands in logs and metrics
 * @param blamed the side that brought the end about; null if Sluice or its operator did
 * @param toClient what the client is told: a close frame, or the end of its connection without one
 * @param toMember the same for the member
 * @param detail what else the log should say, such as the rule that was broken and where it is written; may be empty
 */
public record CloseCause(Kind kind, @Nullable Side blamed, Close toClient, Close toMember, String detail) {

    /** The rows of the close table. */
    public enum Kind {
        /** One side sent a close frame; it went through as it was. */
        CLOSED,
        /** One side's connection ended or broke without a close frame. */
        LOST,
        /** One side broke RFC 6455. */
        VIOLATION,
        /** One side sent a frame or message above a limit. */
        TOO_BIG,
        /** One side sent more than its rate. */
        RATE,
        /** An interceptor of messages ended it. */
        INTERCEPTED,
        /** Neither side carried a byte for the idle limit. */
        IDLE,
        /** The relay reached its maximum lifetime. */
        LIFETIME,
        /** One side did not answer two pings in a row. */
        SILENT,
        /** One side took no byte for the write limit. */
        SLOW,
        /** The member is being drained. */
        DRAIN,
        /** The member is down, and its pool wants its sessions closed. */
        MEMBER_DOWN,
        /** The application is being stopped. */
        STOP,
        /** Something threw that must not: a bug of ours or of the server. */
        FAULT
    }

    private static final int GOING_AWAY = 1001;
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;
    private static final int INTERNAL = 1011;
    private static final int RESTART = 1012;
    private static final int TRY_LATER = 1013;

    /** One side sent a close frame, which passes to the other. */
    public static CloseCause closed(Side by, Close close) {
        return both(Kind.CLOSED, by, close);
    }

    /**
     * The connection of one side ended or broke without a close frame. A client that is lost has not said that it goes away
     * (1001), so its member's connection ends as it would without us.
     *
     * @param broken whether it broke, rather than ended
     * @param memberLostCode as in {@link RelayTerms}
     */
    public static CloseCause lost(Side side, boolean broken, int memberLostCode) {
        Close same = broken ? Close.RESET : Close.END;
        Close toClient = side == Side.CLIENT ? same : memberLost(memberLostCode, "member gone", same);
        return new CloseCause(Kind.LOST, side, toClient, same, "");
    }

    /** Whether it blames a side for what it sent. Such a side is told last, behind all that the other one still says. */
    public boolean isFault() {
        return kind == Kind.VIOLATION || kind == Kind.TOO_BIG || kind == Kind.RATE;
    }

    /**
     * What a client is told whose member is of no use to it any more.
     *
     * @param code as in {@link RelayTerms}
     * @param bare instead of a frame, where none is wanted
     */
    static Close memberLost(int code, String reason, Close bare) {
        return code == 0 ? bare : new Close(code, reason);
    }

    /**
     * One side broke RFC 6455, or sent more than a limit allows at a time.
     *
     * @param memberLostCode as in {@link RelayTerms}
     */
    public static CloseCause violation(Side by, Violation violation, int memberLostCode) {
        Close told = new Close(violation.closeCode(), violation.rule());
        String detail = violation.rule() + " (" + violation.section() + ")";
        if (violation.closeCode() == TOO_BIG) {
            return new CloseCause(Kind.TOO_BIG, by, told, told, detail);
        }
        return broken(by, told, detail, memberLostCode);
    }

    /** One side broke a rule and is {@code told} so. */
    public static CloseCause broken(Side by, Close told, String detail, int memberLostCode) {
        return by == Side.CLIENT
                ? new CloseCause(Kind.VIOLATION, by, told, new Close(GOING_AWAY, "client broke the protocol"), detail)
                : new CloseCause(
                        Kind.VIOLATION,
                        by,
                        memberLost(memberLostCode, "member broke the protocol", Close.END),
                        told,
                        detail);
    }

    /** One side sent more than its rate. */
    public static CloseCause rate(Side by) {
        return both(Kind.RATE, by, new Close(POLICY, "rate limit"));
    }

    /** Neither side carried anything for so long. */
    public static CloseCause idle(Duration limit) {
        return both(Kind.IDLE, null, new Close(GOING_AWAY, "idle " + DurationText.text(limit)));
    }

    /** It has lived as long as it may. */
    public static CloseCause lifetime() {
        return new CloseCause(
                Kind.LIFETIME,
                null,
                new Close(RESTART, "maximum lifetime"),
                new Close(GOING_AWAY, "maximum lifetime"),
                "");
    }

    /**
     * One side left two pings unanswered. A client that is silent is a lost one.
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

    /** One side took nothing for the write timeout. A client that takes nothing is a lost one. */
    public static CloseCause slow(Side side) {
        return new CloseCause(Kind.SLOW, side, new Close(TRY_LATER, "member slow"), Close.RESET, "slow consumer");
    }

    /**
     * The member leaves; {@code code} is the operator's {@code drain-code}.
     *
     * @throws IllegalArgumentException if that code may not be on the wire
     */
    public static CloseCause drain(int code) {
        if (!CloseCodes.mayBeSent(code)) {
            throw new IllegalArgumentException("drain code: " + code + " (expected: one that may be on the wire)");
        }
        return new CloseCause(Kind.DRAIN, null, new Close(code, "drain"), new Close(GOING_AWAY, "drain"), "");
    }

    /** The member is down by its health check. */
    public static CloseCause memberDown() {
        return new CloseCause(
                Kind.MEMBER_DOWN,
                Side.MEMBER,
                new Close(RESTART, "member down"),
                new Close(GOING_AWAY, "member down"),
                "");
    }

    /** The application goes. */
    public static CloseCause stop() {
        return both(Kind.STOP, null, new Close(GOING_AWAY, "shutting down"));
    }

    /** A bug of ours or of the server. */
    public static CloseCause fault() {
        return both(Kind.FAULT, null, new Close(INTERNAL, "internal error"));
    }

    /** What {@code side} is to be told. */
    public Close to(Side side) {
        return side == Side.CLIENT ? toClient : toMember;
    }

    private static CloseCause both(Kind kind, @Nullable Side blamed, Close close) {
        return new CloseCause(kind, blamed, close, close, "");
    }
}
