package org.sluice.balancing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;

/**
 * Takes the member that carries the least for its weight, pending handshakes included. Those that carry the same
 * take turns by weight, so that an empty pool does not begin with the first one each time.
 */
final class LeastBusy implements Choice {
    private final SmoothRoundRobin turns = SmoothRoundRobin.weighted();

    @Override
    public Optional<Member> choose(List<Member> candidates, Handshake handshake) {
        List<Member> least = new ArrayList<>();
        for (Member candidate : candidates) {
            int order = least.isEmpty() ? -1 : compare(candidate, least.get(0));
            if (order < 0) {
                least.clear();
            }
            if (order <= 0) {
                least.add(candidate);
            }
        }
        return turns.choose(least, handshake);
    }

    /** Compares busy / weight without dividing. */
    static int compare(Member one, Member other) {
        long left = (long) one.stats().busy() * other.config().weight();
        long right = (long) other.stats().busy() * one.config().weight();
        return Long.compare(left, right);
    }
}
