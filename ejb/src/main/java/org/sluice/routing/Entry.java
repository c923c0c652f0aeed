package org.sluice.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A rule at one place of the order. */
record Entry(Rank rank, Target target) {
    static final Comparator<Entry> ORDER = Comparator.comparing(Entry::rank);

    /** The first of a sorted list whose further conditions hold. */
    static Optional<Entry> first(List<Entry> sorted, Asked asked) {
        for (Entry entry : sorted) {
            if (entry.target.further().holds(asked)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
