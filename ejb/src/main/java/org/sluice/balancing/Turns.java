package org.sluice.balancing;

import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.handshake.Handshake;

/**
 * Each in turn, as often as its weight, and as evenly spread as can be: with 5, 1, 1 the turns are a b a a c a a. The turns of
 * a whole round are laid down when the members are known; a pick takes the next one.
 *
 * <p>A turn belongs to the member whose next one is due first, among those who are not ahead of their share: earliest deadline
 * first with eligibility (WF2Q; Bennett and Zhang, 1996). So nobody is ever a whole turn ahead of its share or behind it,
 * which the smooth weighted round robin of nginx comes near to, but does not keep.
 */
final class Turns implements Choice {
    private final Field field;
    private final AtomicInteger clock;
    private final int[] round;

    /** @param clock counts turns on over changes of the members */
    Turns(Field field, AtomicInteger clock) {
        this.field = field;
        this.clock = clock;
        this.round = round(field);
    }

    /** The place of the member whose turn it is; {@link #NOBODY} in an empty field. */
    int next() {
        return round.length == 0 ? NOBODY : round[Math.floorMod(clock.getAndIncrement(), round.length)];
    }

    /** Who may not be chosen loses its turn, and the others share it by their weights. */
    @Override
    public int pick(Handshake handshake, Door door) {
        for (int tries = 0; tries < round.length; tries++) {
            int at = next();
            if (door.enter(at)) {
                return at;
            }
        }
        return anybody(door);
    }

    /** Others took turns meanwhile, so it may be that not everybody was asked. */
    private int anybody(Door door) {
        for (int at = 0; at < field.size(); at++) {
            if (door.enter(at)) {
                return at;
            }
        }
        return NOBODY;
    }

    private static int[] round(Field field) {
        int[] round = new int[field.total()];
        PriorityQueue<Due> waiting = new PriorityQueue<>(Due::byBegin);
        PriorityQueue<Due> ready = new PriorityQueue<>(Due::byEnd);
        for (int at = 0; at < field.size(); at++) {
            waiting.add(new Due(at, field.weight(at)));
        }
        for (int turn = 0; turn < round.length; turn++) {
            for (Due next = waiting.peek(); next != null && next.isReadyAt(turn, round.length); next = waiting.peek()) {
                waiting.remove();
                ready.add(next);
            }
            Due chosen = ready.remove(); // there is one: not all can be ahead of their share
            round[turn] = chosen.at;
            chosen.had++;
            waiting.add(chosen);
        }
        return round;
    }

    /** One member's next turn. It lies, in its fair time, between {@code had / weight} and {@code (had + 1) / weight}. */
    private static final class Due {
        private final int at;
        private final long weight;
        private long had;

        Due(int at, int weight) {
            this.at = at;
            this.weight = weight;
        }

        boolean isReadyAt(int turn, int turns) {
            return had * turns <= turn * weight;
        }

        static int byBegin(Due one, Due other) {
            int order = Long.compare(one.had * other.weight, other.had * one.weight);
            return order == 0 ? Integer.compare(one.at, other.at) : order;
        }

        static int byEnd(Due one, Due other) {
            int order = Long.compare((one.had + 1) * other.weight, (other.had + 1) * one.weight);
            return order == 0 ? Integer.compare(one.at, other.at) : order;
        }
    }
}
