package org.sluice.relay;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What {@link CloseState} wants done, to be carried out once its lock is free.
 *
 * @param tell close frames of our own to send
 * @param finish sides to end in order
 * @param abort sides to reset
 * @param over whether the relay is over with this
 */
record CloseActions(Map<Side, Close> tell, Set<Side> finish, Set<Side> abort, boolean over) {
    private static final CloseActions NOTHING = new CloseActions(Map.of(), Set.of(), Set.of(), false);

    static CloseActions nothing() {
        return NOTHING;
    }

    /** Collects orders while a decision is made. */
    static final class Draft {
        private final Map<Side, Close> tell = new EnumMap<>(Side.class);
        private final Set<Side> finish = EnumSet.noneOf(Side.class);
        private final Set<Side> abort = EnumSet.noneOf(Side.class);

        void tell(Side side, Close close) {
            tell.put(side, close);
        }

        void finish(Side side) {
            finish.add(side);
        }

        void abort(Side side) {
            abort.add(side);
            finish.remove(side);
        }

        CloseActions done(boolean over) {
            return new CloseActions(tell, finish, abort, over);
        }
    }
}
