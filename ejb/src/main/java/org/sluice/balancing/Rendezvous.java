package org.sluice.balancing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.sluice.handshake.Handshake;
import org.sluice.pool.MemberStats;

/**
 * The same key to the same member. Each member draws a score from the key and its own address, and the highest wins: when a
 * member goes, only its keys move (Thaler and Ravishankar, 1998). A member that carries more than its bound is passed over,
 * so that one busy key cannot drown it (Mirrokni and others, 2018). Any balancer with the same members decides the same.
 *
 * <p>Among members of one weight the highest hash wins; only the winners of each weight are compared by their scores, for
 * which a logarithm has to be drawn.
 */
final class Rendezvous implements Choice {
    /** Carries as much as it likes. */
    static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private static final int PATIENCE = 16;

    private final Field field;
    private final Function<Handshake, Optional<String>> key;
    private final double bound;
    private final Choice withoutKey;
    private final long[] hashes;

    /** For each place, the number of its weight among the weights there are. */
    private final int[] weightOf;

    private final int[] weights;

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
        this.hashes = new long[field.size()];
        this.weightOf = new int[field.size()];
        this.weights = distinctWeights(field);
        for (int at = 0; at < hashes.length; at++) {
            hashes[at] = mixed(fnv(field.member(at).uri().toString()));
            weightOf[at] = Arrays.binarySearch(weights, field.weight(at));
        }
    }

    private static int[] distinctWeights(Field field) {
        int[] all = new int[field.size()];
        Arrays.setAll(all, field::weight);
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    @Override
    public int pick(Handshake handshake, Door door) {
        Optional<String> found = key.apply(handshake);
        return found.isPresent() ? pick(found.get(), door) : withoutKey.pick(handshake, door);
    }

    /** The winner for this key. */
    int pick(String found, Door door) {
        long hash = fnv(found);
        for (int tries = 0; tries < PATIENCE; tries++) {
            // The bound is seldom met: what everybody may carry is only asked of each when the winner carries too much.
            int winner = winner(hash, door, Double.POSITIVE_INFINITY);
            double each = bound == UNBOUNDED || winner == NOBODY ? UNBOUNDED : bound * (busy() + 1) / field.total();
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

    private int busy() {
        int busy = 0;
        for (int at = 0; at < hashes.length; at++) {
            busy += field.stats(at).busy();
        }
        return busy;
    }

    /** Whether one more would be above what it may carry: its share, rounded up. */
    private boolean isAbove(int at, long counts, double each) {
        return MemberStats.busy(counts) + 1 > Math.ceil(each * field.weight(at));
    }

    private int winner(long key, Door door, double each) {
        int[] first = new int[weights.length];
        Arrays.fill(first, NOBODY);
        long[] highest = new long[weights.length];
        for (int at = 0; at < hashes.length; at++) {
            int weight = weightOf[at];
            long hash = mixed(key ^ hashes[at]) >>> 11;
            if ((first[weight] == NOBODY || hash > highest[weight]) && mayWin(at, door, each)) {
                first[weight] = at;
                highest[weight] = hash;
            }
        }
        return best(first, highest);
    }

    private boolean mayWin(int at, Door door, double each) {
        long counts = field.stats(at).counts();
        return door.mayEnter(at, counts) && (each == UNBOUNDED || !isAbove(at, counts, each));
    }

    /** Of the winners among each weight, the one with the highest score. */
    private int best(int[] first, long[] highest) {
        int best = NOBODY;
        double most = 0;
        for (int weight = 0; weight < first.length; weight++) {
            double score = first[weight] == NOBODY ? 0 : score(highest[weight], weights[weight]);
            if (score > most) {
                best = first[weight];
                most = score;
            }
        }
        return best;
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
