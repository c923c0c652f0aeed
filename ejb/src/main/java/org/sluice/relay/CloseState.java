package org.sluice.relay;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sluice.relay.CloseCause.Kind;

/**
 * How a relay ends: a state machine without I/O. Its methods report what happened and return {@link CloseActions}. Each side
 * has a state of its own:
 *
 * <pre>
 *        the close to send is chosen                     it was written
 *   open -----------------------------> close chosen ----------------------> close written
 *     |                                    ^                                     |
 *     |  a close frame came from the side  | the other side has answered         | a close frame came, or the input
 *     +---------------------------> close received                               | ended, or the side is at fault
 *     |                                                                          v
 *     |  the connection ended or broke                                      output ended
 *     +---------------------------> input ended -----------------------------^
 *
 *   over = input and output of both sides have ended
 * </pre>
 *
 * <p>The end of one side must not overtake bytes that come from the other. So no more is read from a side at fault, and its
 * close is held back: the other side gets its close first, everything it still sends is forwarded until it closes or ends, and
 * only then the side at fault gets its close, followed by the end of its connection (RFC 6455 7.1.1, 7.1.7). In the same way
 * a side that ended its connection without a close frame, where that end was passed on, is ended once the other side ends.
 *
 * <p>The first cause is kept. Thread-safe by its own lock; no leg is called while that is held.
 */
final class CloseState {
    /** The state of one side. */
    private static final class End {
        /** The close frame that this side sent. */
        private @Nullable Close closeReceived;

        private boolean closeChosen;
        private boolean closeWritten;
        private boolean inputEnded;
        private boolean outputEnded;
        private boolean aborted;
        /** Why the side was reset although a close frame was due to it; empty if it was not. */
        private String resetReason = "";
        /** The side broke a rule or a limit: no more is read from it, and no answer to its close is expected. */
        private boolean atFault;
        /** The side gets its close only after the other side has sent everything. */
        private boolean closedLast;
        /** What the side gets instead of a close frame: the end of its connection, or a reset. */
        private @Nullable Close connectionEnd;
        /** Writing to the side failed. */
        private boolean unwritable;

        /** Whether nothing more will be forwarded from this side. */
        private boolean isInputComplete() {
            return closeReceived != null || inputEnded;
        }
    }

    private final Map<Side, End> ends = new EnumMap<>(Map.of(Side.CLIENT, new End(), Side.MEMBER, new End()));
    private final int memberLostCode;
    private @Nullable CloseCause cause;
    private boolean over;

    /** Begins in the state "open"; {@code memberLostCode} as in {@link RelayTerms}. */
    CloseState(int memberLostCode) {
        this.memberLostCode = memberLostCode;
    }

    /** Why the relay ends; empty while it is open. */
    synchronized Optional<CloseCause> cause() {
        return Optional.ofNullable(cause);
    }

    /** Which sides were reset although a close frame was due to them or expected from them, and why; for the log. */
    synchronized String resets() {
        return ends.entrySet().stream()
                .filter(entry -> !entry.getValue().resetReason.isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue().resetReason)
                .collect(Collectors.joining(", "));
    }

    /** A whole close frame arrived from {@code from}. Returns whether the caller forwards it to the other side. */
    synchronized boolean closeReceived(Side from, Close close) {
        keepFirst(CloseCause.closed(from, close));
        End other = end(from.other());
        end(from).closeReceived = close;
        boolean passes = !other.closeChosen && !other.outputEnded && !other.atFault;
        other.closeChosen |= passes;
        return passes;
    }

    /** What follows from the close frame; called after {@link #closeReceived}. */
    synchronized CloseActions afterCloseReceived(Side from) {
        var draft = new CloseActions.Draft();
        if (end(from.other()).outputEnded) {
            sendClose(draft, from); // the other side can no longer answer it
        }
        return settle(draft);
    }

    /** The close for {@code side}, ours or the other side's, has been written. */
    synchronized CloseActions closeWritten(Side side) {
        end(side).closeWritten = true;
        return settle(new CloseActions.Draft());
    }

    /**
     * The input of {@code side} ended.
     *
     * @param broken true if its connection broke, false if the peer ended its sending side
     */
    synchronized CloseActions inputEnded(Side side, boolean broken) {
        End end = end(side);
        boolean gone = broken || end.unwritable;
        end.inputEnded = true;
        var draft = new CloseActions.Draft();
        if (gone) {
            abort(draft, side);
        }
        if (end.closeReceived == null) {
            keepFirst(CloseCause.lost(side, gone, memberLostCode));
            sendClose(draft, side.other());
            end.closedLast |= !gone && Close.END.equals(end(side.other()).connectionEnd);
        }
        return settle(draft);
    }

    /** Writing to {@code side} failed. Returns whether its input has ended, too. */
    synchronized boolean writeFailed(Side side) {
        end(side).unwritable = true;
        return end(side).inputEnded;
    }

    /** Ends the relay for a reason other than a close frame or a lost connection. */
    synchronized CloseActions end(CloseCause why) {
        keepFirst(why);
        var draft = new CloseActions.Draft();
        Side blamed = why.blamed();
        if (blamed != null && why.isFault()) {
            end(blamed).atFault = true;
            end(blamed).closedLast = true;
            sendClose(draft, blamed.other());
            return settle(draft);
        }
        if (blamed != null && (why.kind() == Kind.SLOW || why.kind() == Kind.SILENT)) {
            abort(draft, blamed);
        }
        for (Side side : Side.values()) {
            sendClose(draft, side);
        }
        return settle(draft);
    }

    /**
     * Whether one side ended its sending side in order, the end was passed on, and the other side may still send: a client that
     * half-closes and reads on gets the rest.
     */
    synchronized boolean isHalfClosed() {
        return ends.entrySet().stream()
                .anyMatch(entry -> entry.getValue().closedLast
                        && entry.getValue().inputEnded
                        && !entry.getValue().closeChosen
                        && !entry.getValue().outputEnded
                        && Close.END.equals(end(entry.getKey().other()).connectionEnd)
                        && !end(entry.getKey().other()).isInputComplete());
    }

    /**
     * A close frame can never be sent to {@code side}, because an unfinished frame was written to it, and the rest will not
     * come.
     */
    synchronized CloseActions stuckInsideFrame(Side side) {
        var draft = new CloseActions.Draft();
        end(side).resetReason = "stands inside a frame that will not go on";
        abort(draft, side);
        return settle(draft);
    }

    /**
     * The closing handshake took too long. A side that waits for the answer to its close gets its own code back, a side whose
     * close was held back gets it now, and every other side is reset.
     */
    synchronized CloseActions closeTimedOut() {
        var draft = new CloseActions.Draft();
        ends.forEach((side, end) -> {
            if ((end.closeReceived != null || end.closedLast) && !end.closeChosen && !end.outputEnded) {
                sendClose(draft, side);
            } else if (!end.inputEnded || !end.outputEnded) {
                end.resetReason = end.closeWritten ? "did not end in time" : "could not be told in time";
                abort(draft, side);
            }
        });
        return settle(draft);
    }

    /** Resets every side that has not ended. */
    synchronized CloseActions resetBoth(CloseCause why) {
        keepFirst(why);
        var draft = new CloseActions.Draft();
        for (Side side : Side.values()) {
            if (!end(side).inputEnded || !end(side).outputEnded) {
                abort(draft, side);
            }
        }
        return settle(draft);
    }

    private void keepFirst(CloseCause why) {
        if (cause == null) {
            cause = why;
        }
    }

    /** A side that sent a close gets the same code and reason back (RFC 6455 5.5.1); any other side gets the cause. */
    private void sendClose(CloseActions.Draft draft, Side side) {
        End end = end(side);
        if (end.closeChosen || end.outputEnded || cause == null) {
            return;
        }
        Close received = end.closeReceived;
        Close close = received == null || end.atFault ? cause.to(side) : received;
        end.closeChosen = true;
        end.connectionEnd = close.isFrame() ? null : close;
        draft.sendClose(side, close);
    }

    private void finish(CloseActions.Draft draft, Side side) {
        End end = end(side);
        if (!end.outputEnded) {
            end.outputEnded = true;
            draft.finish(side);
        }
    }

    /**
     * Resets {@code side}. If its end was passed on to the other side without a close frame, and that side has not ended yet,
     * the other side is reset as well.
     */
    private void abort(CloseActions.Draft draft, Side side) {
        End end = end(side);
        end.outputEnded = true;
        end.inputEnded = true;
        if (end.aborted) {
            return;
        }
        end.aborted = true;
        draft.abort(side);
        End other = end(side.other());
        if (other.connectionEnd == null || other.inputEnded) {
            return;
        }
        if (other.closeWritten) {
            abort(draft, side.other());
        } else {
            other.connectionEnd = Close.RESET; // after the bytes still on their way to it
        }
    }

    /**
     * Sends the closes that were held back, finishes each side that has got its close, and checks whether the relay is over.
     */
    private CloseActions settle(CloseActions.Draft draft) {
        for (Side side : Side.values()) {
            if (end(side).closedLast && end(side.other()).isInputComplete()) {
                sendClose(draft, side);
            }
        }
        ends.forEach((side, end) -> {
            boolean answered = end.isInputComplete() || end.atFault;
            boolean lost = end.inputEnded && end.closeReceived == null && !end.closedLast;
            if (end.closeWritten && Close.RESET.equals(end.connectionEnd)) {
                abort(draft, side);
            } else if (lost || (end.closeWritten && (answered || end.connectionEnd != null))) {
                finish(draft, side);
            }
        });
        boolean nowOver = !over && ends.values().stream().allMatch(end -> end.inputEnded && end.outputEnded);
        over |= nowOver;
        return draft.done(nowOver);
    }

    private End end(Side side) {
        return Optional.ofNullable(ends.get(side)).orElseThrow();
    }
}
