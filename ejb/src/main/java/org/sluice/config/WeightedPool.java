package org.sluice.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Kind;

/** A pool and its weight among the pools of a rule, 0-100. */
public record WeightedPool(String pool, int weight) {
    static final Kind<WeightedPool> KIND = Kind.of(
            "the name of a pool, with a weight of 0..100 behind it", WeightedPool::parse, WeightedPool::toString);

    private static final Pattern FORM = Pattern.compile("(\\S+)(?:\\s+([0-9]{1,3}))?");

    public WeightedPool {
        if (!EntryKind.isName(pool) || weight < 0 || weight > 100) {
            throw new IllegalArgumentException(pool + " " + weight + " (expected: " + KIND.expected() + ")");
        }
    }

    private static Optional<WeightedPool> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !EntryKind.isName(form.group(1))) {
            return Optional.empty();
        }
        int weight = form.group(2) == null ? 1 : Integer.parseInt(form.group(2));
        return weight > 100 ? Optional.empty() : Optional.of(new WeightedPool(form.group(1), weight));
    }

    @Override
    public String toString() {
        return weight == 1 ? pool : pool + " " + weight;
    }
}
