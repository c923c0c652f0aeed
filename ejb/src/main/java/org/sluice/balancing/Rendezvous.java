package org.sluice.balancing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sluice.handshake.Handshake;
import org.sluice.pool.Member;

/**
 * The same key to the same member. Each member draws a score from the key and its own address, and the highest wins: when a
 * member goes, only its keys move (Thaler and Ravishankar, 1998). A member that carries more than its bound is passed over,
 * so that one busy key cannot drown it (Mirrokni and others, 2018). Any balancer with the same members decides the same.
 */
final class Rendezvous implements Choice {
    private final Function<Handshake, Optional<String>> key;
    private final double bound;
    private final Choice withoutKey;

    /**
     * A choice by key.
     *
     * @param bound how many times its fair share a member may carry, at least 1
     * @param withoutKey for handshakes that carry none
     */
    Rendezvous(Function<Handshake, Optional<String>> key, BigDecimal bound, Choice withoutKey) {
        this.key = key;
        this.bound = bound.doubleValue();
        this.withoutKey = withoutKey;
    }

    /** The winner for {@code key}, however busy. */
    static Member best(String key, List<Member> candidates) {
        return Collections.max(candidates, Comparator.comparingDouble(member -> score(key, member)));
    }

    @Override
    public Optional<Member> choose(List<Member> candidates, Handshake handshake) {
        Optional<String> found = key.apply(handshake);
        if (found.isEmpty()) {
            return withoutKey.choose(candidates, handshake);
        }
        Comparator<Member> byScore = Comparator.comparingDouble(member -> score(found.get(), member));
        int busy = candidates.stream().mapToInt(member -> member.stats().busy()).sum() + 1;
        int weights =
                candidates.stream().mapToInt(member -> member.config().weight()).sum();
        Optional<Member> withinBound = candidates.stream()
                .filter(member -> member.stats().busy() + 1
                        <= Math.ceil(bound * busy * member.config().weight() / weights))
                .max(byScore);
        return withinBound.or(() -> candidates.stream().max(byScore));
    }

    /** Grows with the hash and the weight, in such a way that each member wins as often as its share of the weights. */
    private static double score(String key, Member member) {
        long hash = mixed(fnv(key + '\0' + member.uri()));
        double unit = ((hash >>> 11) + 0.5) * 0x1.0p-53; // between 0 and 1, never either
        return -member.config().weight() / Math.log(unit);
    }

    /** FNV-1a, 64 bits. */
    private static long fnv(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Spreads the bits that FNV leaves near each other: the end of SplitMix64. */
    private static long mixed(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
