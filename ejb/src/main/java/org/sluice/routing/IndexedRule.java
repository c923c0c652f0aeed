package org.sluice.routing;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule with one of its positions in the order of rules. */
record IndexedRule(RuleOrder rank, CompiledRule target) {
    static final Comparator<IndexedRule> ORDER = Comparator.comparing(IndexedRule::rank);

    /** The first rule of a sorted list whose further conditions hold; null if there is none, or no list. */
    static @Nullable IndexedRule first(@Nullable List<IndexedRule> sorted, RoutingRequest request) {
        if (sorted == null) {
            return null;
        }
        for (int i = 0; i < sorted.size(); i++) { // by index: an iterator would be an object for each look-up
            IndexedRule entry = sorted.get(i);
            if (entry.target.further().holds(request)) {
                return entry;
            }
        }
        return null;
    }

    /** The one that comes first in the order; if one is null, the other. */
    static @Nullable IndexedRule better(@Nullable IndexedRule one, @Nullable IndexedRule other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.rank.compareTo(other.rank) <= 0 ? one : other;
    }
}
