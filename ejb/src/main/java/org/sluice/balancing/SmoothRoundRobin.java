package org.sluice.balancing;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;

/**
 * Each in turn, as often as its weight, and as evenly spread as can be: with 5, 1, 1 the turns are a a b a c a a. Each pick
 * gives every candidate its weight as credit, takes the one with the most, and lets that one pay for all. (The smooth
 * weighted round robin of nginx.)
 */
final class SmoothRoundRobin implements Choice {
    private final ToIntFunction<Member> weight;
    private final Map<URI, Integer> credit = new HashMap<>();

    private SmoothRoundRobin(ToIntFunction<Member> weight) {
        this.weight = weight;
    }

    static SmoothRoundRobin weighted() {
        return new SmoothRoundRobin(member -> member.config().weight());
    }

    static SmoothRoundRobin unweighted() {
        return new SmoothRoundRobin(member -> 1);
    }

    @Override
    public Optional<Member> choose(List<Member> candidates, Handshake handshake) {
        forgetOthers(candidates);
        int total = 0;
        Member richest = null;
        int most = Integer.MIN_VALUE;
        for (Member candidate : candidates) {
            int share = weight.applyAsInt(candidate);
            int now = credit.merge(candidate.uri(), share, Integer::sum);
            total += share;
            if (now > most) {
                richest = candidate;
                most = now;
            }
        }
        if (richest == null) {
            return Optional.empty();
        }
        credit.put(richest.uri(), most - total);
        return Optional.of(richest);
    }

    /** A member that is away must not come back with an old debt or credit; the sum of those that stay is near zero. */
    private void forgetOthers(List<Member> candidates) {
        if (credit.size() > candidates.size()) {
            credit.keySet().removeIf(uri -> candidates.stream()
                    .noneMatch(member -> member.uri().equals(uri)));
        }
    }
}
