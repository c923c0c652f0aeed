package org.sluice.grammar;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What patterns of hosts, paths and values have in common. */
public final class Patterns {
    private Patterns() {}

    /** Several patterns separated by commas, or one that begins with {@code ~} and may hold commas itself. */
    public static <T> Kind<List<T>> listOrRegex(
            String expected, Function<String, Optional<T>> reader, Function<T, String> printer) {
        Kind<T> one = Kind.of(expected, reader, printer);
        Kind<List<T>> several = Kind.listOf(one);
        return Kind.pointing(
                several.expected(),
                (text, complaint) -> text.startsWith("~")
                        ? one.parse(text, complaint).map(List::of)
                        : several.parse(text, complaint),
                several::print);
    }
}
