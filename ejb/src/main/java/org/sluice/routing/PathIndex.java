package org.sluice.routing;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.config.PathPattern;

/** Finds rules by path: exact paths and prefixes by lookup, expressions one after the other. Filled once, then only read. */
final class PathIndex {
    private record Expression(Pattern pattern, IndexedRule entry) {}

    private final Map<String, List<IndexedRule>> exact = new HashMap<>();
    private final SubstringMap<List<IndexedRule>> prefixes = new SubstringMap<>();
    private final List<Expression> expressions = new ArrayList<>();
    private final List<IndexedRule> any = new ArrayList<>();

    void add(Optional<PathPattern> path, IndexedRule entry) {
        if (path.isEmpty()) {
            any.add(entry);
            return;
        }
        String text = path.get().text();
        switch (path.get().form()) {
            case EXACT ->
                exact.computeIfAbsent(text, unseen -> new ArrayList<>()).add(entry);
            case PREFIX -> prefixes.of(text, ArrayList::new).add(entry);
            case REGEX -> expressions.add(new Expression(Pattern.compile(text), entry));
        }
    }

    /** Sorts all entries; called once, after the last {@link #add}. */
    void seal() {
        exact.values().forEach(list -> list.sort(IndexedRule.ORDER));
        prefixes.seal(list -> list.sort(IndexedRule.ORDER));
        any.sort(IndexedRule.ORDER);
    }

    /** The first rule, in the order of ranks, that matches the request; null if none does. */
    @Nullable IndexedRule best(RoutingRequest request) {
        IndexedRule best = IndexedRule.better(
                IndexedRule.first(any, request), IndexedRule.first(exact.get(request.path()), request));
        best = IndexedRule.better(best, bestPrefix(request));
        for (int i = 0; i < expressions.size(); i++) {
            Expression expression = expressions.get(i);
            if (expression.pattern.matcher(request.path()).find()
                    && expression.entry.target().further().holds(request)) {
                best = IndexedRule.better(best, expression.entry);
            }
        }
        return best;
    }

    /** Looks up a prefix at the end of each segment, in one pass over the path. */
    private @Nullable IndexedRule bestPrefix(RoutingRequest request) {
        String path = request.path();
        IndexedRule best = null;
        int hash = 0;
        for (int i = 0; i <= Math.min(path.length(), prefixes.longest()); i++) {
            boolean atEnd = i == path.length();
            if (atEnd || path.charAt(i) == '/') {
                best = IndexedRule.better(best, IndexedRule.first(prefixes.upTo(path, i, hash), request));
            }
            hash = atEnd ? hash : SubstringMap.next(hash, path.charAt(i));
        }
        return best;
    }
}
