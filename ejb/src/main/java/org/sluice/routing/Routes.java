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

/** All rules of one configuration, prepared for matching. Immutable; replaced when the configuration changes. */
public final class Routes {
    private final HostIndex index = new HostIndex();
    private final RandomGenerator random;

    /**
     * Prepares the rules of {@code configuration}.
     *
     * @param random picks among the pools of a rule; called by many threads at once
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
                // "/*" matches every path, and so is no condition: rules with an expression must come before it.
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

    /** The route of a WebSocket handshake; empty if no rule matches, or if the rule has no pool. */
    public Optional<Route> route(Handshake handshake) {
        return verdict("GET", handshake).filter(Route.class::isInstance).map(Route.class::cast);
    }

    /** The result for a request with this method; empty if no rule matches. */
    public Optional<RoutingResult> verdict(String method, Handshake handshake) {
        RoutingRequest request = RoutingRequest.of(method, handshake);
        if (request.path().isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(best(request)).map(entry -> entry.target().verdict(request, random));
    }

    /** The search alone. Allocates only what the matchers of expressions and of further conditions need. */
    @Nullable IndexedRule best(RoutingRequest request) {
        return index.best(request);
    }
}
