package org.sluice.grammar;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name nearest to a misspelt one, by edit distance (Levenshtein). */
public final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The nearest of the known names; empty if none is near. */
    public static Optional<String> to(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        int tolerated = Math.max(2, name.length() / 2);
        return known.stream()
                .filter(candidate -> isPart(name, candidate) || score(name, candidate) <= tolerated)
                .min(Comparator.comparing((String candidate) -> !isPart(name, candidate))
                        .thenComparingInt(candidate -> score(name, candidate)));
    }

    /** Whether the name may be a part of the candidate: timeout of idle-timeout. */
    private static boolean isPart(String name, String candidate) {
        return name.length() >= 4 && candidate.contains(name);
    }

    /** Equal letters at the beginning count double, because they are seldom mistyped. */
    private static int score(String name, String candidate) {
        return distance(name, candidate) - commonPrefix(name, candidate);
    }

    private static int commonPrefix(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int commonPrefix = 0;
        while (commonPrefix < length && one.charAt(commonPrefix) == other.charAt(commonPrefix)) {
            commonPrefix++;
        }
        return commonPrefix;
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
