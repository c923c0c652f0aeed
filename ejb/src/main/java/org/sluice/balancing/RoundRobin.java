package org.sluice.balancing;

import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.handshake.Handshake;

/**
 * Weighted round robin, spread as evenly as possible: with weights 5, 1, 1 the turns are a b a a c a a. The turns of a whole
 * round are computed for each set of members; a pick takes the next one.
 *
 * <p>A turn goes to the member with the earliest deadline among those that are not ahead of their share (WF2Q; Bennett and
 * Zhang, 1996). So no member is ever a whole turn ahead of its share or behind it. The smooth weighted round robin of nginx is
 * close to that but does not guarantee it.
 */
final class RoundRobin implements Choice {
    private final Candidates candidates;
    private final AtomicInteger clock;
    private final int[] round;

    /** @param clock counts turns, and continues when the members change */
    RoundRobin(Candidates candidates, AtomicInteger clock) {
        this.candidates = candidates;
        this.clock = clock;
        this.round = round(candidates);
    }

    /** The index of the member whose turn it is; {@link #NONE} if there are no candidates. */
    int next() {
        return round.length == 0 ? NONE : round[Math.floorMod(clock.getAndIncrement(), round.length)];
    }

    /** A member that may not be chosen loses its turn. */
    @Override
    public int pick(Handshake handshake, Slots slots) {
        for (int tries = 0; tries < round.length; tries++) {
            int at = next();
            if (slots.tryTake(at)) {
                return at;
            }
        }
        return pickAny(slots);
    }

    /** Tries every member, because other threads took turns meanwhile and some members may have been skipped. */
    private int pickAny(Slots slots) {
        for (int at = 0; at < candidates.size(); at++) {
            if (slots.tryTake(at)) {
                return at;
            }
        }
        return NONE;
    }

    private static int[] round(Candidates candidates) {
        int[] round = new int[candidates.total()];
        PriorityQueue<Due> waiting = new PriorityQueue<>(Due::byBegin);
        PriorityQueue<Due> ready = new PriorityQueue<>(Due::byEnd);
        for (int at = 0; at < candidates.size(); at++) {
            waiting.add(new Due(at, candidates.weight(at)));
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

    /** The next turn of one member. Ideally it falls between {@code had / weight} and {@code (had + 1) / weight}. */
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
