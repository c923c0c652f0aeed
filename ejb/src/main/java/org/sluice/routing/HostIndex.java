package org.sluice.routing;

import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.config.HostPattern;
import org.sluice.config.PathPattern;

/** Finds rules by host, then by path. Filled once, then only read. */
final class HostIndex {
    private record Expression(Pattern pattern, PathIndex paths) {}

    private final Map<String, PathIndex> exact = new HashMap<>();
    private final SubstringMap<PathIndex> wildcards = new SubstringMap<>();
    private final Map<String, Expression> expressions = new LinkedHashMap<>();
    private List<Expression> tried = List.of();
    private final PathIndex any = new PathIndex();

    void add(Optional<HostPattern> host, Optional<PathPattern> path, IndexedRule entry) {
        host.map(this::paths).orElse(any).add(path, entry);
    }

    private PathIndex paths(HostPattern host) {
        String text = host.text();
        return switch (host.form()) {
            case EXACT -> exact.computeIfAbsent(text, unseen -> new PathIndex());
            case WILDCARD -> wildcards.of(text, PathIndex::new);
            case REGEX ->
                expressions
                        .computeIfAbsent(text, unseen -> new Expression(Pattern.compile(text), new PathIndex()))
                        .paths();
        };
    }

    /** Sorts all entries; called once, after the last {@link #add}. */
    void seal() {
        exact.values().forEach(PathIndex::seal);
        wildcards.seal(PathIndex::seal);
        expressions.values().forEach(expression -> expression.paths().seal());
        tried = List.copyOf(expressions.values());
        any.seal();
    }

    /** The first rule, in the order of ranks, that matches the request; null if none does. */
    @Nullable IndexedRule best(RoutingRequest request) {
        String host = request.host();
        IndexedRule best = IndexedRule.better(any.best(request), best(exact.get(host), request));
        // The star stands for at least one character, so a dot at index 0 does not count.
        for (int dot = host.indexOf('.', 1); dot > 0; dot = host.indexOf('.', dot + 1)) {
            best = IndexedRule.better(best, best(wildcards.from(host, dot), request));
        }
        for (int i = 0; i < tried.size(); i++) {
            Expression expression = tried.get(i);
            if (expression.pattern.matcher(host).find()) {
                best = IndexedRule.better(best, expression.paths.best(request));
            }
        }
        return best;
    }

    private static @Nullable IndexedRule best(@Nullable PathIndex paths, RoutingRequest request) {
        return paths == null ? null : paths.best(request);
    }
}
