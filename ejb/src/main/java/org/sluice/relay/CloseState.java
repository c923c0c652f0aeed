package org.sluice.relay;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sluice.relay.CloseCause.Kind;

/**
 * How a relay ends: a state machine without I/O. It is told what happened and answers with {@link CloseActions}; each side goes
 * its way on its own:
 *
 * <pre>
 *             a close frame of ours, or the other side's, is chosen        it is on the wire
 *   open ---------------------------------------------------------> told ------------------> written
 *     |  its own close frame came                                                               |
 *     +----------------------------> said (and told, once the other side has answered)          |
 *     |                                                                                         | said, or ended,
 *     |  its connection ended or broke                                                          v or at fault
 *     +----------------------------> ended -------------------------------------------------> closed
 *
 *   over = both sides ended and closed
 * </pre>
 *
 * <p>An end of one side must not overtake what is under way from the other. So a side at fault is read no further, and is told
 * last: the other side hears of the end first, what it still says is carried until it closes or ends, and only then does the
 * one at fault hear its close, with the end of its connection right behind it (RFC 6455 7.1.1, 7.1.7). Likewise a side that ended
 * its connection without a close frame, where that end is passed on as it is: it is ended once the other side ends, too.
 *
 * <p>The first reason stays the reason. Guarded by itself; no leg is called while its lock is held.
 */
final class CloseState {
    /** What is known of one side. */
    private static final class End {
        /** The close frame it sent. */
        private @Nullable Close said;

        private boolean told;
        private boolean written;
        private boolean ended;
        private boolean closed;
        private boolean aborted;
        /** Why it was reset although the close table had a close frame for it; empty if it was not. */
        private String resetReason = "";
        /** It broke a rule or a limit: it is read no further, and not asked for an answer. */
        private boolean atFault;
        /** It is told only once the other side has nothing more to say. */
        private boolean last;
        /** What it was told was no frame, but the end of its connection. */
        private @Nullable Close bare;
        /** Nothing can be written to it any more. */
        private boolean unwritable;

        /** Whether nothing more will be carried from it. */
        private boolean isThrough() {
            return said != null || ended;
        }
    }

    private final Map<Side, End> ends = new EnumMap<>(Map.of(Side.CLIENT, new End(), Side.MEMBER, new End()));
    private final int memberLostCode;
    private @Nullable CloseCause cause;
    private boolean over;

    /** For a relay that is open; {@code memberLostCode} as in {@link RelayTerms}. */
    CloseState(int memberLostCode) {
        this.memberLostCode = memberLostCode;
    }

    /** Why the relay ends, once it does. */
    synchronized Optional<CloseCause> cause() {
        return Optional.ofNullable(cause);
    }

    /** Which sides had to be reset although there was something to tell them or to hear from them, and why; for the log. */
    synchronized String resets() {
        return ends.entrySet().stream()
                .filter(entry -> !entry.getValue().resetReason.isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue().resetReason)
                .collect(Collectors.joining(", "));
    }

    /** A whole close frame came from {@code from}. The caller lets it pass to the other side if this says so. */
    synchronized boolean said(Side from, Close close) {
        because(CloseCause.closed(from, close));
        End other = end(from.other());
        end(from).said = close;
        boolean passes = !other.told && !other.closed && !other.atFault;
        other.told |= passes;
        return passes;
    }

    /** To be asked after {@link #said}: the orders that its frame brings about. */
    synchronized CloseActions afterSaid(Side from) {
        var draft = new CloseActions.Draft();
        if (end(from.other()).closed) {
            tell(draft, from); // nobody is left across to answer it
        }
        return settle(draft);
    }

    /** What {@code side} is told, by us or the other side, is on the wire. */
    synchronized CloseActions written(Side side) {
        end(side).written = true;
        return settle(new CloseActions.Draft());
    }

    /** The input of {@code side} ended; {@code broken} if its connection is gone with it. */
    synchronized CloseActions ended(Side side, boolean broken) {
        End end = end(side);
        boolean gone = broken || end.unwritable;
        end.ended = true;
        var draft = new CloseActions.Draft();
        if (gone) {
            abort(draft, side);
        }
        if (end.said == null) {
            because(CloseCause.lost(side, gone, memberLostCode));
            tell(draft, side.other());
            end.last |= !gone && Close.END.equals(end(side.other()).bare);
        }
        return settle(draft);
    }

    /** Nothing can be written to {@code side} any more. Whether nothing is to be heard from it either. */
    synchronized boolean unwritable(Side side) {
        end(side).unwritable = true;
        return end(side).ended;
    }

    /** The relay is to end for a reason that is neither a close frame nor a loss. */
    synchronized CloseActions end(CloseCause why) {
        because(why);
        var draft = new CloseActions.Draft();
        Side blamed = why.blamed();
        if (blamed != null && why.isFault()) {
            end(blamed).atFault = true;
            end(blamed).last = true;
            tell(draft, blamed.other());
            return settle(draft);
        }
        if (blamed != null && (why.kind() == Kind.SLOW || why.kind() == Kind.SILENT)) {
            abort(draft, blamed);
        }
        for (Side side : Side.values()) {
            tell(draft, side);
        }
        return settle(draft);
    }

    /**
     * Whether a side has ended its connection in order, which was passed on as it was, and the other one may still say something:
     * a client that half-closes and reads on gets the rest.
     */
    synchronized boolean isHalfClosed() {
        return ends.entrySet().stream()
                .anyMatch(entry -> entry.getValue().last
                        && entry.getValue().ended
                        && !entry.getValue().told
                        && !entry.getValue().closed
                        && Close.END.equals(end(entry.getKey().other()).bare)
                        && !end(entry.getKey().other()).isThrough());
    }

    /** A close frame for {@code side} can never be sent, since the side stands inside a frame that will not go on. */
    synchronized CloseActions cut(Side side) {
        var draft = new CloseActions.Draft();
        end(side).resetReason = "stands inside a frame that will not go on";
        abort(draft, side);
        return settle(draft);
    }

    /**
     * The closing handshake took too long: who still waits for an answer gets its own code back, who was to be told last is
     * told now, all others go.
     */
    synchronized CloseActions timedOut() {
        var draft = new CloseActions.Draft();
        ends.forEach((side, end) -> {
            if ((end.said != null || end.last) && !end.told && !end.closed) {
                tell(draft, side);
            } else if (!end.ended || !end.closed) {
                end.resetReason = end.written ? "did not end in time" : "could not be told in time";
                abort(draft, side);
            }
        });
        return settle(draft);
    }

    /** Every side that is not through is reset. */
    synchronized CloseActions abandon(CloseCause why) {
        because(why);
        var draft = new CloseActions.Draft();
        for (Side side : Side.values()) {
            if (!end(side).ended || !end(side).closed) {
                abort(draft, side);
            }
        }
        return settle(draft);
    }

    private void because(CloseCause why) {
        if (cause == null) {
            cause = why;
        }
    }

    /** Who said a close itself hears its own words again (RFC 6455 5.5.1); anyone else hears the reason. */
    private void tell(CloseActions.Draft draft, Side side) {
        End end = end(side);
        if (end.told || end.closed || cause == null) {
            return;
        }
        Close said = end.said;
        Close close = said == null || end.atFault ? cause.to(side) : said;
        end.told = true;
        end.bare = close.isFrame() ? null : close;
        draft.tell(side, close);
    }

    private void finish(CloseActions.Draft draft, Side side) {
        End end = end(side);
        if (!end.closed) {
            end.closed = true;
            draft.finish(side);
        }
    }

    /** A side to which the end of this one was passed on as it was, and that has not ended itself, goes the same way. */
    private void abort(CloseActions.Draft draft, Side side) {
        End end = end(side);
        end.closed = true;
        end.ended = true;
        if (end.aborted) {
            return;
        }
        end.aborted = true;
        draft.abort(side);
        End other = end(side.other());
        if (other.bare == null || other.ended) {
            return;
        }
        if (other.written) {
            abort(draft, side.other());
        } else {
            other.bare = Close.RESET; // behind what is still on its way to it
        }
    }

    /** Tells who was to be told last, lets go of each side that has nothing more to hear, and sees whether that was all. */
    private CloseActions settle(CloseActions.Draft draft) {
        for (Side side : Side.values()) {
            if (end(side).last && end(side.other()).isThrough()) {
                tell(draft, side);
            }
        }
        ends.forEach((side, end) -> {
            boolean answered = end.isThrough() || end.atFault;
            boolean lost = end.ended && end.said == null && !end.last;
            if (end.written && Close.RESET.equals(end.bare)) {
                abort(draft, side);
            } else if (lost || (end.written && (answered || end.bare != null))) {
                finish(draft, side);
            }
        });
        boolean nowOver = !over && ends.values().stream().allMatch(end -> end.ended && end.closed);
        over |= nowOver;
        return draft.done(nowOver);
    }

    private End end(Side side) {
        return Optional.ofNullable(ends.get(side)).orElseThrow();
    }
}
