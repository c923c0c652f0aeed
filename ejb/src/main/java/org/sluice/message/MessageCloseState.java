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
 * How a message relay ends: a state machine without I/O, told what happened, answering whom to tell.
 *
 * <pre>
 *           its close came, or we chose one for it                 its connection is gone
 *   open -------------------------------------------> told ------------------------------> gone
 *     |             its connection is gone                                                  ^
 *     +-------------------------------------------------------------------------------------+
 *
 *   over = both gone
 * </pre>
 *
 * <p>A side at fault is told last, as in a relay of frames: once the other side, which was told first, has closed or is gone.
 *
 * <p>The first reason stays the reason. Guarded by itself; no peer is called while its lock is held.
 */
final class MessageCloseState {
    /** What is known of one side. */
    private static final class End {
        private boolean told;
        private boolean gone;
        /** It has nothing more to say. */
        private boolean through;
        /** It broke a rule or a limit: it is told only once the other side is through, and ended right behind that. */
        private boolean atFault;

        private String resetReason = "";
    }

    /**
     * What is to be done.
     *
     * @param tell whom, and what
     * @param finish who of them does not get to answer
     * @param begins why, if this begins the end
     * @param over whether this ends it
     */
    record Orders(Map<Side, Close> tell, Set<Side> finish, @Nullable CloseCause begins, boolean over) {}

    private final Map<Side, End> ends = new EnumMap<>(Map.of(Side.CLIENT, new End(), Side.MEMBER, new End()));
    private final int memberLostCode;
    private @Nullable CloseCause cause;
    private boolean over;

    /** For a relay that is open; {@code memberLostCode} as in {@link RelayTerms}. */
    MessageCloseState(int memberLostCode) {
        this.memberLostCode = memberLostCode;
    }

    synchronized Optional<CloseCause> cause() {
        return Optional.ofNullable(cause);
    }

    /** A close came from {@code side}, which answers it by itself. */
    synchronized Orders said(Side side, Close close) {
        end(side).told = true;
        end(side).through = true;
        return begin(CloseCause.closed(side, close));
    }

    /** {@code side} was told by its own API why it goes. */
    synchronized Orders refused(Side side, CloseCause why) {
        end(side).told = true;
        return begin(why);
    }

    synchronized Orders gone(Side side, boolean broken) {
        End end = end(side);
        end.gone = true;
        end.told = true;
        end.through = true;
        return begin(CloseCause.lost(side, broken, memberLostCode));
    }

    synchronized Orders end(CloseCause why) {
        Side blamed = why.blamed();
        if (blamed != null && why.isFault()) {
            end(blamed).atFault = true;
        }
        return begin(why);
    }

    /** The other side took too long: who waits for it is told now. */
    synchronized Orders timedOut() {
        ends.values().forEach(end -> end.through = true);
        return begin(CloseCause.stop());
    }

    /** Whether what {@code side} says is still carried although the relay ends: the other one is at fault, and not told yet. */
    synchronized boolean isCarried(Side side) {
        End other = end(side.other());
        return other.atFault && !other.told;
    }

    /** {@code side} has to be dropped because it {@code did} something. False if it is gone already. */
    synchronized boolean drops(Side side, String did) {
        End end = end(side);
        if (!end.gone) {
            end.resetReason = did;
        }
        return !end.gone;
    }

    /** Which sides had to be dropped, and why; for the log. */
    synchronized String resets() {
        return ends.entrySet().stream()
                .filter(entry -> !entry.getValue().resetReason.isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue().resetReason)
                .collect(Collectors.joining(", "));
    }

    private Orders begin(CloseCause why) {
        CloseCause begins = cause == null ? why : null;
        CloseCause because = cause == null ? why : cause;
        cause = because;
        Map<Side, Close> tell = new EnumMap<>(Side.class);
        Set<Side> finish = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            End end = end(side);
            if (end.told || (end.atFault && !end(side.other()).through)) {
                continue;
            }
            end.told = true;
            tell.put(side, because.to(side));
            if (end.atFault) {
                finish.add(side);
            }
        }
        boolean nowOver = !over && ends.values().stream().allMatch(end -> end.gone);
        over |= nowOver;
        return new Orders(tell, finish, begins, nowOver);
    }

    private End end(Side side) {
        return Optional.ofNullable(ends.get(side)).orElseThrow();
    }
}
