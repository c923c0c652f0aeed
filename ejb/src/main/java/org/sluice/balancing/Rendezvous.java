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
 * The same key to the same member. Each member draws a score from the key and its own address, and the highest wins: when a
 * member goes, only its keys move (Thaler and Ravishankar, 1998). A member that carries more than its bound is passed over,
 * so that one busy key cannot drown it (Mirrokni and others, 2018). Any balancer with the same members decides the same.
 *
 * <p>Among members of one weight the highest hash wins; only the winners of each weight are compared by their scores, for
 * which a logarithm has to be drawn. The winner so far gives a floor for the hashes of the next weight, so that few of them are
 * looked at twice.
 */
final class Rendezvous implements Choice {
    /** Carries as much as it likes. */
    static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private static final int PATIENCE = 16;

    /** More than a logarithm, an exponential and two divisions can be wrong by, in steps of a hash. */
    private static final long ROUNDING = 1 << 12;

    private final Field field;
    private final Function<Handshake, Optional<String>> key;
    private final double bound;
    private final Choice withoutKey;

    /** The places of the field in the order of their weights, and the hash of each member in the same order. */
    private final int[] places;

    private final long[] hashes;

    /** The weights there are, and for each where it begins among {@link #places}; at the end, where they end. */
    private final int[] weights;

    private final int[] begins;

    /**
     * A choice by key.
     *
     * @param bound how many times its fair share a member may carry, at least 1
     * @param withoutKey for handshakes that carry none
     */
    Rendezvous(Field field, Function<Handshake, Optional<String>> key, double bound, Choice withoutKey) {
        this.field = field;
        this.key = key;
        this.bound = bound;
        this.withoutKey = withoutKey;
        this.places = IntStream.range(0, field.size())
                .boxed()
                .sorted(Comparator.comparingInt(field::weight))
                .mapToInt(at -> at)
                .toArray();
        this.hashes = Arrays.stream(places)
                .mapToLong(at -> mixed(fnv(field.member(at).uri().toString())))
                .toArray();
        this.weights = Arrays.stream(places).map(field::weight).distinct().toArray();
        this.begins = IntStream.rangeClosed(0, weights.length)
                .map(weight -> weight == weights.length ? places.length : beginOf(weights[weight]))
                .toArray();
    }

    private int beginOf(int weight) {
        return (int)
                Arrays.stream(places).filter(at -> field.weight(at) < weight).count();
    }

    @Override
    public int pick(Handshake handshake, Door door) {
        Optional<String> found = key.apply(handshake);
        return found.isPresent() ? pick(found.get(), door) : withoutKey.pick(handshake, door);
    }

    /** The winner for this key. */
    int pick(String found, Door door) {
        long hash = mixed(fnv(found));
        for (int tries = 0; tries < PATIENCE; tries++) {
            // The bound is seldom met: what everybody may carry is only asked of each when the winner carries too much.
            int winner = winner(hash, door, Double.POSITIVE_INFINITY);
            double each = isLimited(winner) ? bound * (busy() + 1) / field.total() : UNBOUNDED;
            if (winner != NOBODY && isAbove(winner, field.stats(winner).counts(), each)) {
                int within = winner(hash, door, each);
                winner = within == NOBODY ? winner : within;
            }
            if (winner == NOBODY || enter(winner, door, each, tries)) {
                return winner;
            }
        }
        return NOBODY;
    }

    private boolean enter(int winner, Door door, double each, int tries) {
        long counts = field.stats(winner).counts();
        return (each == UNBOUNDED || tries + 1 == PATIENCE)
                ? door.enter(winner)
                : door.mayEnter(winner, counts) && door.enterStill(winner, counts);
    }

    /** Whoever carries nothing may carry one, whatever the others do. */
    private boolean isLimited(int winner) {
        return bound != UNBOUNDED && winner != NOBODY && field.stats(winner).busy() > 0;
    }

    private int busy() {
        int busy = 0;
        for (int at = 0; at < field.size(); at++) {
            busy += field.stats(at).busy();
        }
        return busy;
    }

    /** Whether one more would be above what it may carry: its share, rounded up. */
    private boolean isAbove(int at, long counts, double each) {
        return MemberStats.busy(counts) + 1 > Math.ceil(each * field.weight(at));
    }

    /** Of the winners among each weight, the heaviest first, the one with the highest score. */
    private int winner(long key, Door door, double each) {
        int best = NOBODY;
        double most = 0;
        for (int weight = weights.length - 1; weight >= 0; weight--) {
            int winner = winner(key, weight, floor(weights[weight], most), door, each);
            double score = winner == NOBODY ? 0 : score(hash(key, winner), weights[weight]);
            if (score > most) {
                best = places[winner];
                most = score;
            }
        }
        return best;
    }

    /**
     * Among members of one weight the one with the highest hash, by its number in the order of weights.
     *
     * @param floor only hashes above it are of interest
     */
    private int winner(long key, int weight, long floor, Door door, double each) {
        int to = begins[weight + 1];
        int first = NOBODY;
        long highest = floor;
        for (int i = above(key, begins[weight], to, highest); i < to; i = above(key, i + 1, to, highest)) {
            if (mayWin(places[i], door, each)) {
                first = i;
                highest = hash(key, i);
            }
        }
        return first;
    }

    /** The next member whose hash is higher; {@code to} if there is none. Nearly all the time of a pick is spent here. */
    private int above(long key, int from, int to, long highest) {
        int i = from;
        while (i < to && hash(key, i) <= highest) {
            i++;
        }
        return i;
    }

    /** A hash so high that its score comes near to this one; a little lower, as scores are rounded. */
    private static long floor(int weight, double score) {
        return score == 0 ? -1 : (long) (StrictMath.exp(-weight / score) * 0x1.0p53) - ROUNDING;
    }

    private long hash(long key, int number) {
        long z = (key ^ hashes[number]) * 0xbf58476d1ce4e5b9L;
        return ((z ^ (z >>> 32)) * 0x94d049bb133111ebL) >>> 11;
    }

    private boolean mayWin(int at, Door door, double each) {
        long counts = field.stats(at).counts();
        return door.mayEnter(at, counts) && (each == UNBOUNDED || !isAbove(at, counts, each));
    }

    /** Grows with the hash and the weight, in such a way that each member wins as often as its share of the weights. */
    private static double score(long hash, int weight) {
        double unit = (hash + 0.5) * 0x1.0p-53; // between 0 and 1, never either
        return -weight / StrictMath.log(unit); // the same on every machine
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
