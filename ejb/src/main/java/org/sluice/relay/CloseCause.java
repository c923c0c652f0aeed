package org.sluice.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.Violation;

/**
 * Why a relay ends: the rows of the close table. Each says what is told to either side if it can still be told anything,
 * and who is blamed in the log.
 *
 * @param kind the stable name of the row, as it stands in logs and metrics
 * @param blamed the side that brought the end about; null if Sluice or its operator did
 * @param toClient the close frame for the client
 * @param toMember the close frame for the member
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

    private static final Close CLIENT_GONE = new Close(GOING_AWAY, "client gone");
    private static final Close MEMBER_GONE = new Close(INTERNAL, "member gone");

    /** One side sent a close frame, which passes to the other. */
    public static CloseCause closed(Side by, Close close) {
        return both(Kind.CLOSED, by, close);
    }

    /** The connection of one side ended or broke without a close frame. */
    public static CloseCause lost(Side side) {
        return new CloseCause(Kind.LOST, side, MEMBER_GONE, CLIENT_GONE, "");
    }

    /** One side broke RFC 6455, or sent more than a limit allows at a time. */
    public static CloseCause violation(Side by, Violation violation) {
        Close told = new Close(violation.closeCode(), violation.rule());
        String detail = violation.rule() + " (" + violation.section() + ")";
        if (violation.closeCode() == TOO_BIG) {
            return new CloseCause(Kind.TOO_BIG, by, told, told, detail);
        }
        return by == Side.CLIENT
                ? new CloseCause(Kind.VIOLATION, by, told, new Close(GOING_AWAY, "client broke the protocol"), detail)
                : new CloseCause(Kind.VIOLATION, by, new Close(INTERNAL, "member broke the protocol"), told, detail);
    }

    /** One side sent more than its rate. */
    public static CloseCause rate(Side by) {
        return both(Kind.RATE, by, new Close(POLICY, "rate limit"));
    }

    /** Neither side carried anything for so long. */
    public static CloseCause idle(Duration limit) {
        return both(Kind.IDLE, null, new Close(GOING_AWAY, "idle " + Durations.text(limit)));
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

    /** One side left two pings unanswered. */
    public static CloseCause silent(Side side) {
        return new CloseCause(
                Kind.SILENT,
                side,
                new Close(INTERNAL, "member silent"),
                new Close(GOING_AWAY, "client silent"),
                "two pings unanswered");
    }

    /** One side took nothing for the write timeout. */
    public static CloseCause slow(Side side) {
        return new CloseCause(
                Kind.SLOW,
                side,
                new Close(TRY_LATER, "member slow"),
                new Close(GOING_AWAY, "client slow"),
                "slow consumer");
    }

    /**
     * The member leaves; {@code code} is the operator's {@code drain-code}.
     *
     * @throws IllegalArgumentException if that code may not be on the wire
     */
    public static CloseCause drain(int code) {
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
