package org.sluice.relay;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a relay ends: a state machine without I/O. It is told what happened and answers with {@link Orders}; each side goes
 * its way on its own:
 *
 * <pre>
 *             a close frame of ours, or the other side's, is chosen        it is on the wire
 *   open ---------------------------------------------------------> told ------------------> written
 *     |  its own close frame came                                                               |
 *     +----------------------------> said (and told, once the other side has answered)          |
 *     |                                                                                         | said, or ended
 *     |  its connection ended or broke                                                          v
 *     +----------------------------> ended -------------------------------------------------> closed
 *
 *   over = both sides ended and closed
 * </pre>
 *
 * The first reason stays the reason. Guarded by itself; no leg is called while its lock is held.
 */
final class Closing {
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
        private String unheard = "";
        /** What it sends can no longer be read as frames, so its answer will not be recognised. */
        private boolean deaf;
    }

    private final Map<Side, End> ends = new EnumMap<>(Map.of(Side.CLIENT, new End(), Side.MEMBER, new End()));
    private @Nullable CloseCause cause;
    private boolean over;

    /** Why the relay ends, once it does. */
    synchronized Optional<CloseCause> cause() {
        return Optional.ofNullable(cause);
    }

    /** Which sides had to be reset although there was something to tell them or to hear from them, and why; for the log. */
    synchronized String resets() {
        return ends.entrySet().stream()
                .filter(entry -> !entry.getValue().unheard.isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue().unheard)
                .collect(Collectors.joining(", "));
    }

    /** A whole close frame came from {@code from}. The caller lets it pass to the other side if this says so. */
    synchronized boolean said(Side from, Close close) {
        because(CloseCause.closed(from, close));
        End other = end(from.other());
        end(from).said = close;
        boolean passes = !other.told && !other.closed;
        other.told |= passes;
        return passes;
    }

    /** To be asked after {@link #said}: the orders that its frame brings about. */
    synchronized Orders afterSaid(Side from) {
        var draft = new Orders.Draft();
        if (end(from.other()).closed) {
            tell(draft, from); // nobody is left across to answer it
        }
        return settle(draft);
    }

    /** The close frame for {@code side}, ours or the other side's, is on the wire. */
    synchronized Orders written(Side side) {
        end(side).written = true;
        return settle(new Orders.Draft());
    }

    /** The input of {@code side} ended; {@code broken} if its connection is gone with it. */
    synchronized Orders ended(Side side, boolean broken) {
        End end = end(side);
        end.ended = true;
        var draft = new Orders.Draft();
        if (broken) {
            abort(draft, side);
        }
        if (end.said == null) {
            because(CloseCause.lost(side));
            tell(draft, side.other());
        }
        return settle(draft);
    }

    /** The relay is to end for a reason that is neither a close frame nor a loss. */
    synchronized Orders end(CloseCause why) {
        because(why);
        var draft = new Orders.Draft();
        Side blamed = why.blamed();
        if (blamed != null) {
            switch (why.kind()) {
                case SLOW, SILENT -> abort(draft, blamed);
                case VIOLATION, TOO_BIG -> end(blamed).deaf = true;
                default -> {}
            }
        }
        for (Side side : Side.values()) {
            tell(draft, side);
        }
        return settle(draft);
    }

    /** A close frame for {@code side} can never be sent, since the side stands inside a frame that will not go on. */
    synchronized Orders cut(Side side) {
        var draft = new Orders.Draft();
        end(side).unheard = "stands inside a frame that will not go on";
        abort(draft, side);
        return settle(draft);
    }

    /** A moment has passed since the end began: sides that were told but cannot answer are let go. */
    synchronized Orders lingered() {
        var draft = new Orders.Draft();
        ends.forEach((side, end) -> {
            if (end.deaf && end.written) {
                finish(draft, side);
            }
        });
        return settle(draft);
    }

    /** The closing handshake took too long: who still waits for an answer gets its own code back, all others go. */
    synchronized Orders timedOut() {
        var draft = new Orders.Draft();
        ends.forEach((side, end) -> {
            if (end.said != null && !end.told && !end.closed) {
                tell(draft, side);
            } else if (!end.ended || !end.closed) {
                end.unheard = end.written ? "did not end in time" : "could not be told in time";
                abort(draft, side);
            }
        });
        return settle(draft);
    }

    /** Every side that is not through is reset. */
    synchronized Orders abandon(CloseCause why) {
        because(why);
        var draft = new Orders.Draft();
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
    private void tell(Orders.Draft draft, Side side) {
        End end = end(side);
        if (!end.told && !end.closed && cause != null) {
            end.told = true;
            draft.tell(side, end.said != null ? end.said : cause.to(side));
        }
    }

    private void finish(Orders.Draft draft, Side side) {
        End end = end(side);
        if (!end.closed) {
            end.closed = true;
            draft.finish(side);
        }
    }

    private void abort(Orders.Draft draft, Side side) {
        End end = end(side);
        end.closed = true;
        end.ended = true;
        if (!end.aborted) {
            end.aborted = true;
            draft.abort(side);
        }
    }

    /** Lets go of each side that has nothing more to hear, and sees whether that was all. */
    private Orders settle(Orders.Draft draft) {
        ends.forEach((side, end) -> {
            boolean answered = end.said != null || end.ended;
            boolean lost = end.ended && end.said == null;
            if (lost || (end.written && answered)) {
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
