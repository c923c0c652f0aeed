package org.sluice.routing;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.sluice.config.Conditions;
import org.sluice.config.HostPattern;
import org.sluice.config.PathPattern;
import org.sluice.config.RuleConfig;

/**
 * The position of a rule in the order in which rules are tried, the smallest first. A rule with several hosts or paths has
 * several positions.
 *
 * @param host 0 exact, 1 wildcard, 2 expression, 3 any
 * @param path 0 exact, 1 prefix, 2 expression, 3 any
 * @param further how many conditions there are other than host and path
 */
record RuleOrder(int priority, int host, int hostLength, int path, int pathLength, int further, String name)
        implements Comparable<RuleOrder> {

    private static final int ANY = 3;

    private static final Comparator<RuleOrder> ORDER = highest(RuleOrder::priority)
            .thenComparingInt(RuleOrder::host)
            .thenComparing(highest(RuleOrder::hostLength))
            .thenComparingInt(RuleOrder::path)
            .thenComparing(highest(RuleOrder::pathLength))
            .thenComparing(highest(RuleOrder::further))
            .thenComparing(RuleOrder::name);

    /** Compares ints, so that nothing is allocated. */
    private static Comparator<RuleOrder> highest(ToIntFunction<RuleOrder> number) {
        return Comparator.comparingInt(number).reversed();
    }

    static RuleOrder of(RuleConfig rule, Optional<HostPattern> host, Optional<PathPattern> path) {
        return new RuleOrder(
                rule.priority(),
                host.map(pattern -> tier(pattern.form())).orElse(ANY),
                host.filter(pattern -> pattern.form() == HostPattern.Form.WILDCARD)
                        .map(pattern -> pattern.text().length())
                        .orElse(0),
                path.map(pattern -> tier(pattern.form())).orElse(ANY),
                path.filter(pattern -> pattern.form() == PathPattern.Form.PREFIX)
                        .map(pattern -> pattern.text().length())
                        .orElse(0),
                further(rule.conditions()),
                rule.name());
    }

    private static int tier(HostPattern.Form form) {
        return switch (form) {
            case EXACT -> 0;
            case WILDCARD -> 1;
            case REGEX -> 2;
        };
    }

    private static int tier(PathPattern.Form form) {
        return switch (form) {
            case EXACT -> 0;
            case PREFIX -> 1;
            case REGEX -> 2;
        };
    }

    private static int further(Conditions conditions) {
        int lists = (conditions.methods().isEmpty() ? 0 : 1)
                + (conditions.listeners().isEmpty() ? 0 : 1)
                + (conditions.sources().isEmpty() ? 0 : 1);
        return lists
                + conditions.headers().size()
                + conditions.queries().size()
                + conditions.cookies().size();
    }

    @Override
    public int compareTo(RuleOrder other) {
        return ORDER.compare(this, other);
    }
}
