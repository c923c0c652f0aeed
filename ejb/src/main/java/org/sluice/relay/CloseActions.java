package org.sluice.relay;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What {@link CloseState} decided. {@link Relay} carries it out after the lock of the state is released.
 *
 * @param sendClose what to send to each side: a close frame, or nothing where its connection shall just end
 * @param finish sides to end in order
 * @param abort sides to reset
 * @param over whether the relay is over once this is done
 */
record CloseActions(Map<Side, Close> sendClose, Set<Side> finish, Set<Side> abort, boolean over) {
    private static final CloseActions NOTHING = new CloseActions(Map.of(), Set.of(), Set.of(), false);

    static CloseActions nothing() {
        return NOTHING;
    }

    /** Collects the actions while a decision is made. */
    static final class Draft {
        private final Map<Side, Close> sendClose = new EnumMap<>(Side.class);
        private final Set<Side> finish = EnumSet.noneOf(Side.class);
        private final Set<Side> abort = EnumSet.noneOf(Side.class);

        void sendClose(Side side, Close close) {
            sendClose.put(side, close);
        }

        void finish(Side side) {
            finish.add(side);
        }

        void abort(Side side) {
            abort.add(side);
            finish.remove(side);
        }

        CloseActions done(boolean over) {
            return new CloseActions(sendClose, finish, abort, over);
        }
    }
}
