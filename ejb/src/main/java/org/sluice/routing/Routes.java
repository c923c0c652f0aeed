package org.sluice.routing;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sluice.config.Configuration;
import org.sluice.config.HostPattern;
import org.sluice.config.PathPattern;
import org.sluice.config.RuleConfig;
import org.sluice.handshake.Handshake;

/** All rules of one configuration, ready to be asked. Immutable; made anew when the configuration changes. */
public final class Routes {
    private final HostIndex index = new HostIndex();
    private final RandomGenerator random;

    /**
     * Makes the rules ready.
     *
     * @param random draws among several pools; called by many threads at once
     */
    public Routes(Configuration configuration, RandomGenerator random) {
        this.random = random;
        configuration.rules().forEach(rule -> add(rule, configuration));
        index.seal();
    }

    private void add(RuleConfig rule, Configuration configuration) {
        CompiledRule target = new CompiledRule(rule, configuration);
        for (Optional<HostPattern> host : orAny(rule.conditions().hosts())) {
            for (Optional<PathPattern> written : orAny(rule.conditions().paths())) {
                // "/*" is every path, and so no condition: an expression must not stand behind it.
                Optional<PathPattern> path =
                        written.filter(pattern -> !pattern.text().isEmpty());
                index.add(host, path, new IndexedRule(RuleOrder.of(rule, host, path), target));
            }
        }
    }

    private static <T> List<Optional<T>> orAny(List<T> patterns) {
        return patterns.isEmpty()
                ? List.of(Optional.empty())
                : patterns.stream().map(Optional::of).toList();
    }

    /** The pool a WebSocket handshake goes to; empty if no rule takes it, or one that says otherwise. */
    public Optional<Route> route(Handshake handshake) {
        return verdict("GET", handshake).filter(Route.class::isInstance).map(Route.class::cast);
    }

    /** What becomes of a request with this method; empty if no rule takes it. */
    public Optional<RoutingResult> verdict(String method, Handshake handshake) {
        RoutingRequest asked = RoutingRequest.of(method, handshake);
        if (asked.path().isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(best(asked)).map(entry -> entry.target().verdict(asked, random));
    }

    /** The search alone. Allocates nothing, but for what the matchers of expressions and of further conditions need. */
    @Nullable IndexedRule best(RoutingRequest asked) {
        return index.best(asked);
    }
}
