package org.sluice.message;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sluice.relay.Close;
import org.sluice.relay.CloseCause;
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
 * The first reason stays the reason. Guarded by itself; no peer is called while its lock is held.
 */
final class Farewell {
    /** What is known of one side. */
    private static final class End {
        private boolean told;
        private boolean gone;
        private String unheard = "";
    }

    /**
     * What is to be done.
     *
     * @param tell whom, and what
     * @param begins why, if this begins the end
     * @param over whether this ends it
     */
    record Orders(Map<Side, Close> tell, @Nullable CloseCause begins, boolean over) {}

    private final Map<Side, End> ends = new EnumMap<>(Map.of(Side.CLIENT, new End(), Side.MEMBER, new End()));
    private @Nullable CloseCause cause;
    private boolean over;

    synchronized Optional<CloseCause> cause() {
        return Optional.ofNullable(cause);
    }

    /** A close came from {@code side}, which answers it by itself. */
    synchronized Orders said(Side side, Close close) {
        end(side).told = true;
        return begin(CloseCause.closed(side, close));
    }

    /** {@code side} was told by its own API why it goes. */
    synchronized Orders refused(Side side, CloseCause why) {
        end(side).told = true;
        return begin(why);
    }

    synchronized Orders gone(Side side) {
        End end = end(side);
        end.gone = true;
        end.told = true;
        return begin(CloseCause.lost(side));
    }

    synchronized Orders end(CloseCause why) {
        return begin(why);
    }

    /** {@code side} has to be dropped because it {@code did} something. False if it is gone already. */
    synchronized boolean drops(Side side, String did) {
        End end = end(side);
        if (!end.gone) {
            end.unheard = did;
        }
        return !end.gone;
    }

    /** Which sides had to be dropped, and why; for the log. */
    synchronized String resets() {
        return ends.entrySet().stream()
                .filter(entry -> !entry.getValue().unheard.isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue().unheard)
                .collect(Collectors.joining(", "));
    }

    private Orders begin(CloseCause why) {
        CloseCause begins = cause == null ? why : null;
        CloseCause because = cause == null ? why : cause;
        cause = because;
        Map<Side, Close> tell = new EnumMap<>(Side.class);
        ends.forEach((side, end) -> {
            if (!end.told) {
                end.told = true;
                tell.put(side, because.to(side));
            }
        });
        boolean nowOver = !over && ends.values().stream().allMatch(end -> end.gone);
        over |= nowOver;
        return new Orders(tell, begins, nowOver);
    }

    private End end(Side side) {
        return Optional.ofNullable(ends.get(side)).orElseThrow();
    }
}
