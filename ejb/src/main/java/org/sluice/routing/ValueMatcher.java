package org.sluice.routing;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sluice.config.ValuePattern;

/** Value patterns, compiled for matching. */
final class ValueMatcher {
    private ValueMatcher() {}

    /** Whether a value matches any of the patterns. */
    static Predicate<String> anyOf(List<ValuePattern> patterns) {
        return patterns.stream().map(ValueMatcher::of).reduce(value -> false, Predicate::or);
    }

    private static Predicate<String> of(ValuePattern pattern) {
        if (pattern.regex()) {
            Pattern regex = Pattern.compile(pattern.text());
            return value -> regex.matcher(value).find();
        }
        if (!pattern.text().contains("*")) {
            return pattern.text()::equals;
        }
        Pattern glob = Pattern.compile(
                Arrays.stream(pattern.text().split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")),
                Pattern.DOTALL);
        return value -> glob.matcher(value).matches();
    }
}
