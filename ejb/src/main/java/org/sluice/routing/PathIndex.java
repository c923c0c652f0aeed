package org.sluice.routing;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.config.PathPattern;

/** Entries by path: exact ones and prefixes are looked up, expressions are tried in turn. Filled, then only read. */
final class PathIndex {
    private record Expression(Pattern pattern, Entry entry) {}

    private final Map<String, List<Entry>> exact = new HashMap<>();
    private final Map<String, List<Entry>> prefixes = new HashMap<>();
    private final List<Expression> expressions = new ArrayList<>();
    private final List<Entry> any = new ArrayList<>();
    private int[] lengths = new int[0];

    void add(Optional<PathPattern> path, Entry entry) {
        if (path.isEmpty()) {
            any.add(entry);
            return;
        }
        String text = path.get().text();
        switch (path.get().form()) {
            case EXACT ->
                exact.computeIfAbsent(text, unseen -> new ArrayList<>()).add(entry);
            case PREFIX ->
                prefixes.computeIfAbsent(text, unseen -> new ArrayList<>()).add(entry);
            case REGEX -> expressions.add(new Expression(Pattern.compile(text), entry));
        }
    }

    /** Puts everything in order; called once, after the last {@link #add}. */
    void seal() {
        Stream.concat(exact.values().stream(), prefixes.values().stream()).forEach(list -> list.sort(Entry.ORDER));
        any.sort(Entry.ORDER);
        lengths = prefixes.keySet().stream().mapToInt(String::length).distinct().toArray();
    }

    /** The first entry, in the order of ranks, that takes what was asked. */
    Optional<Entry> best(Asked asked) {
        List<Entry> found = new ArrayList<>();
        Entry.first(exact.getOrDefault(asked.path(), List.of()), asked).ifPresent(found::add);
        for (int length : lengths) {
            if (endsSegment(asked.path(), length)) {
                List<Entry> there = prefixes.getOrDefault(asked.path().substring(0, length), List.of());
                Entry.first(there, asked).ifPresent(found::add);
            }
        }
        for (Expression expression : expressions) {
            if (expression.pattern.matcher(asked.path()).find()
                    && expression.entry.target().further().holds(asked)) {
                found.add(expression.entry);
            }
        }
        Entry.first(any, asked).ifPresent(found::add);
        return found.stream().min(Entry.ORDER);
    }

    private static boolean endsSegment(String path, int length) {
        return path.length() == length || (path.length() > length && path.charAt(length) == '/');
    }
}
