package org.sluice.message;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sluice.relay.Close;
import org.sluice.relay.CloseCause;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Side;

/**
 * How a message relay ends: a state machine without I/O. Its methods report what happened and return {@link Actions}. Each
 * side has a state of its own:
 *
 * <pre>
 *        its close came, or one for it was chosen                   its connection is gone
 *   open ----------------------------------------> close chosen ------------------------------> gone
 *     |          its connection is gone                                                           ^
 *     +-------------------------------------------------------------------------------------------+
 *
 *   over = both gone
 * </pre>
 *
 * <p>The close to a side at fault is held back, as in a relay of frames, until the other side has closed or is gone.
 *
 * <p>The first cause is kept. Thread-safe by its own lock; no peer is called while that is held.
 */
final class MessageCloseState {
    /** The state of one side. */
    private static final class End {
        private boolean closeChosen;
        private boolean gone;
        /** The side will send nothing more. */
        private boolean inputComplete;
        /**
         * The side broke a rule or a limit: its close is held back until the other side sends no more, and its connection is
         * ended right after.
         */
        private boolean atFault;

        private String resetReason = "";
    }

    /**
     * What {@link MessageRelay} does next, without the lock.
     *
     * @param sendClose the close for each side that gets one now
     * @param finish the sides of these that are ended without waiting for an answer
     * @param begins the cause, if the relay begins to end with this
     * @param over whether the relay is over
     */
    record Actions(Map<Side, Close> sendClose, Set<Side> finish, @Nullable CloseCause begins, boolean over) {}

    private final Map<Side, End> ends = new EnumMap<>(Map.of(Side.CLIENT, new End(), Side.MEMBER, new End()));
    private final int memberLostCode;
    private @Nullable CloseCause cause;
    private boolean over;

    /** Begins in the state "open"; {@code memberLostCode} as in {@link RelayTerms}. */
    MessageCloseState(int memberLostCode) {
        this.memberLostCode = memberLostCode;
    }

    synchronized Optional<CloseCause> cause() {
        return Optional.ofNullable(cause);
    }

    /** A close came from {@code side}, whose own API answers it. */
    synchronized Actions closeReceived(Side side, Close close) {
        end(side).closeChosen = true;
        end(side).inputComplete = true;
        return begin(CloseCause.closed(side, close));
    }

    /** The WebSocket API of {@code side} has sent it a close by itself. */
    synchronized Actions refused(Side side, CloseCause why) {
        end(side).closeChosen = true;
        return begin(why);
    }

    synchronized Actions gone(Side side, boolean broken) {
        End end = end(side);
        end.gone = true;
        end.closeChosen = true;
        end.inputComplete = true;
        return begin(CloseCause.lost(side, broken, memberLostCode));
    }

    synchronized Actions end(CloseCause why) {
        Side blamed = why.blamed();
        if (blamed != null && why.isFault()) {
            end(blamed).atFault = true;
        }
        return begin(why);
    }

    /** The close timeout has passed: closes that were held back are sent now. */
    synchronized Actions closeTimedOut() {
        ends.values().forEach(end -> end.inputComplete = true);
        return begin(CloseCause.stop());
    }

    /**
     * Whether messages of {@code side} are still forwarded although the relay ends: the other side is at fault, and its close
     * is still held back.
     */
    synchronized boolean isForwarded(Side side) {
        End other = end(side.other());
        return other.atFault && !other.closeChosen;
    }

    /** Notes that {@code side} is reset, and why. Returns false if it is gone already. */
    synchronized boolean noteReset(Side side, String reason) {
        End end = end(side);
        if (!end.gone) {
            end.resetReason = reason;
        }
        return !end.gone;
    }

    /** Which sides were reset, and why; for the log. */
    synchronized String resets() {
        return ends.entrySet().stream()
                .filter(entry -> !entry.getValue().resetReason.isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue().resetReason)
                .collect(Collectors.joining(", "));
    }

    private Actions begin(CloseCause why) {
        CloseCause begins = cause == null ? why : null;
        CloseCause first = cause == null ? why : cause;
        cause = first;
        Map<Side, Close> sendClose = new EnumMap<>(Side.class);
        Set<Side> finish = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            End end = end(side);
            if (end.closeChosen || (end.atFault && !end(side.other()).inputComplete)) {
                continue;
            }
            end.closeChosen = true;
            sendClose.put(side, first.to(side));
            if (end.atFault) {
                finish.add(side);
            }
        }
        boolean nowOver = !over && ends.values().stream().allMatch(end -> end.gone);
        over |= nowOver;
        return new Actions(sendClose, finish, begins, nowOver);
    }

    private End end(Side side) {
        return Optional.ofNullable(ends.get(side)).orElseThrow();
    }
}
