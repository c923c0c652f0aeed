package org.sluice.routing;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.config.HostPattern;
import org.sluice.config.PathPattern;

/** Entries by host, then by path. Filled, then only read. */
final class HostIndex {
    private record Expression(Pattern pattern, PathIndex paths) {}

    private final Map<String, PathIndex> exact = new HashMap<>();
    private final Map<String, PathIndex> wildcards = new HashMap<>();
    private final Map<String, Expression> expressions = new LinkedHashMap<>();
    private final PathIndex any = new PathIndex();

    void add(Optional<HostPattern> host, Optional<PathPattern> path, Entry entry) {
        host.map(this::paths).orElse(any).add(path, entry);
    }

    private PathIndex paths(HostPattern host) {
        String text = host.text();
        return switch (host.form()) {
            case EXACT -> exact.computeIfAbsent(text, unseen -> new PathIndex());
            case WILDCARD -> wildcards.computeIfAbsent(text, unseen -> new PathIndex());
            case REGEX ->
                expressions
                        .computeIfAbsent(text, unseen -> new Expression(Pattern.compile(text), new PathIndex()))
                        .paths();
        };
    }

    /** Puts everything in order; called once, after the last {@link #add}. */
    void seal() {
        Stream.of(exact, wildcards).flatMap(map -> map.values().stream()).forEach(PathIndex::seal);
        expressions.values().forEach(expression -> expression.paths().seal());
        any.seal();
    }

    /** The first entry, in the order of ranks, that takes what was asked. */
    Optional<Entry> best(Asked asked) {
        return hosts(asked.host()).stream()
                .map(paths -> paths.best(asked))
                .flatMap(Optional::stream)
                .min(Entry.ORDER);
    }

    private List<PathIndex> hosts(String host) {
        List<PathIndex> found = new ArrayList<>();
        Optional.ofNullable(exact.get(host)).ifPresent(found::add);
        // A dot at the very beginning would leave nothing for the star.
        for (int dot = host.indexOf('.', 1); dot > 0; dot = host.indexOf('.', dot + 1)) {
            Optional.ofNullable(wildcards.get(host.substring(dot))).ifPresent(found::add);
        }
        for (Expression expression : expressions.values()) {
            if (expression.pattern.matcher(host).find()) {
                found.add(expression.paths);
            }
        }
        found.add(any);
        return found;
    }
}
