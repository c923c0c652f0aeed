package org.sluice.routing;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule at one place of the order. */
record IndexedRule(RuleOrder rank, CompiledRule target) {
    static final Comparator<IndexedRule> ORDER = Comparator.comparing(IndexedRule::rank);

    /** The first of a sorted list whose further conditions hold; null if there is none, or no list. */
    static @Nullable IndexedRule first(@Nullable List<IndexedRule> sorted, RoutingRequest asked) {
        if (sorted == null) {
            return null;
        }
        for (int i = 0; i < sorted.size(); i++) { // by index: an iterator would be an object for each look-up
            IndexedRule entry = sorted.get(i);
            if (entry.target.further().holds(asked)) {
                return entry;
            }
        }
        return null;
    }

    /** The one that comes first in the order; the other if one is null. */
    static @Nullable IndexedRule better(@Nullable IndexedRule one, @Nullable IndexedRule other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.rank.compareTo(other.rank) <= 0 ? one : other;
    }
}
