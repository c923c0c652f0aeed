package org.sluice.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word somebody may have meant: the one that takes the fewest typing mistakes (Levenshtein). */
final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The nearest of the known words; empty if none is near. */
    static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int tolerated = Math.max(2, word.length() / 2);
        return known.stream()
                .filter(candidate -> isPart(word, candidate) || away(word, candidate) <= tolerated)
                .min(Comparator.comparing((String candidate) -> !isPart(word, candidate))
                        .thenComparingInt(candidate -> away(word, candidate)));
    }

    /** Whether somebody may have left out a part: timeout of idle-timeout. */
    private static boolean isPart(String word, String candidate) {
        return word.length() >= 4 && candidate.contains(word);
    }

    /** Letters at the beginning count double: people get those right. */
    private static int away(String word, String candidate) {
        return distance(word, candidate) - alike(word, candidate);
    }

    private static int alike(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int alike = 0;
        while (alike < length && one.charAt(alike) == other.charAt(alike)) {
            alike++;
        }
        return alike;
    }

    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
