package org.sluice.balancing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.sluice.handshake.Handshake;
import org.sluice.pool.MemberStats;

/**
 * Rendezvous hashing: equal keys get the same member. Each member has a score from the key and its own address, and the highest
 * wins: when a member is removed, only its keys move (Thaler and Ravishankar, 1998). A member above its bound is passed over,
 * so that one busy key cannot overload it (Mirrokni and others, 2018). All instances with the same members choose the same.
 *
 * <p>Among members of one weight the highest hash wins; only the winners of each weight are compared by their scores, which
 * need a logarithm. The best so far gives a lower bound for the hashes of the next weight, so that few scores are computed.
 */
final class Rendezvous implements Choice {
    /** The bound of members without one. */
    static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private static final int ATTEMPTS = 16;

    /** An upper bound for the rounding error of a logarithm, an exponential and two divisions, in steps of a hash. */
    private static final long ROUNDING = 1 << 12;

    private final Candidates candidates;
    private final Function<Handshake, Optional<String>> key;
    private final double bound;
    private final Choice withoutKey;

    /** The indices of the candidates in the order of their weights, and the hash of each member in the same order. */
    private final int[] places;

    private final long[] hashes;

    /** The distinct weights, and for each the index of its first member in {@link #places}; finally the number of places. */
    private final int[] weights;

    private final int[] begins;

    /**
     * A choice by key.
     *
     * @param bound how many times its fair share a member may carry, at least 1
     * @param withoutKey the algorithm for handshakes without the key
     */
    Rendezvous(Candidates candidates, Function<Handshake, Optional<String>> key, double bound, Choice withoutKey) {
        this.candidates = candidates;
        this.key = key;
        this.bound = bound;
        this.withoutKey = withoutKey;
        this.places = IntStream.range(0, candidates.size())
                .boxed()
                .sorted(Comparator.comparingInt(candidates::weight))
                .mapToInt(at -> at)
                .toArray();
        this.hashes = Arrays.stream(places)
                .mapToLong(at -> mixed(fnv(candidates.member(at).uri().toString())))
                .toArray();
        this.weights = Arrays.stream(places).map(candidates::weight).distinct().toArray();
        this.begins = IntStream.rangeClosed(0, weights.length)
                .map(weight -> weight == weights.length ? places.length : beginOf(weights[weight]))
                .toArray();
    }

    private int beginOf(int weight) {
        return (int) Arrays.stream(places)
                .filter(at -> candidates.weight(at) < weight)
                .count();
    }

    @Override
    public int pick(Handshake handshake, Slots slots) {
        Optional<String> found = key.apply(handshake);
        return found.isPresent() ? pick(found.get(), slots) : withoutKey.pick(handshake, slots);
    }

    /** The winner for this key. */
    int pick(String found, Slots slots) {
        long hash = mixed(fnv(found));
        for (int tries = 0; tries < ATTEMPTS; tries++) {
            // The bound is seldom reached, so it is applied to all members only if the winner is above it.
            int winner = winner(hash, slots, Double.POSITIVE_INFINITY);
            double each = isLimited(winner) ? bound * (busy() + 1) / candidates.total() : UNBOUNDED;
            if (winner != NONE && isAbove(winner, candidates.stats(winner).counts(), each)) {
                int within = winner(hash, slots, each);
                winner = within == NONE ? winner : within;
            }
            if (winner == NONE || tryTake(winner, slots, each, tries)) {
                return winner;
            }
        }
        return NONE;
    }

    private boolean tryTake(int winner, Slots slots, double each, int tries) {
        long counts = candidates.stats(winner).counts();
        return (each == UNBOUNDED || tries + 1 == ATTEMPTS)
                ? slots.tryTake(winner)
                : slots.isFree(winner, counts) && slots.takeIfUnchanged(winner, counts);
    }

    /** A member without relays and handshakes may always take one. */
    private boolean isLimited(int winner) {
        return bound != UNBOUNDED && winner != NONE && candidates.stats(winner).busy() > 0;
    }

    private int busy() {
        int busy = 0;
        for (int at = 0; at < candidates.size(); at++) {
            busy += candidates.stats(at).busy();
        }
        return busy;
    }

    /** Whether one more would be above what it may carry: its share, rounded up. */
    private boolean isAbove(int at, long counts, double each) {
        return MemberStats.busy(counts) + 1 > Math.ceil(each * candidates.weight(at));
    }

    /** Of the winners among each weight, the heaviest first, the one with the highest score. */
    private int winner(long key, Slots slots, double each) {
        int best = NONE;
        double most = 0;
        for (int weight = weights.length - 1; weight >= 0; weight--) {
            int winner = winner(key, weight, floor(weights[weight], most), slots, each);
            double score = winner == NONE ? 0 : score(hash(key, winner), weights[weight]);
            if (score > most) {
                best = places[winner];
                most = score;
            }
        }
        return best;
    }

    /**
     * The member with the highest hash among those of one weight, as an index into {@link #places}.
     *
     * @param floor only hashes above it count
     */
    private int winner(long key, int weight, long floor, Slots slots, double each) {
        int to = begins[weight + 1];
        int first = NONE;
        long highest = floor;
        for (int i = above(key, begins[weight], to, highest); i < to; i = above(key, i + 1, to, highest)) {
            if (mayWin(places[i], slots, each)) {
                first = i;
                highest = hash(key, i);
            }
        }
        return first;
    }

    /** The index of the next member with a higher hash; {@code to} if there is none. A pick spends nearly all its time here. */
    private int above(long key, int from, int to, long highest) {
        int i = from;
        while (i < to && hash(key, i) <= highest) {
            i++;
        }
        return i;
    }

    /** The hash whose score is about this one, lowered by the possible rounding error. */
    private static long floor(int weight, double score) {
        return score == 0 ? -1 : (long) (StrictMath.exp(-weight / score) * 0x1.0p53) - ROUNDING;
    }

    private long hash(long key, int number) {
        long z = (key ^ hashes[number]) * 0xbf58476d1ce4e5b9L;
        return ((z ^ (z >>> 32)) * 0x94d049bb133111ebL) >>> 11;
    }

    private boolean mayWin(int at, Slots slots, double each) {
        long counts = candidates.stats(at).counts();
        return slots.isFree(at, counts) && (each == UNBOUNDED || !isAbove(at, counts, each));
    }

    /** Grows with the hash and the weight, so that each member wins in proportion to its weight. */
    private static double score(long hash, int weight) {
        double unit = (hash + 0.5) * 0x1.0p-53; // between 0 and 1, never either
        return -weight / StrictMath.log(unit); // StrictMath gives the same result on every machine
    }

    /** FNV-1a, 64 bits. */
    private static long fnv(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64: mixes the bits, because FNV alone gives similar hashes for similar texts. */
    private static long mixed(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
