package org.sluice.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.grammar.Kind;

/** A range of HTTP status codes, both ends included: {@code 2xx}, {@code 200} or {@code 200-204}. */
public record StatusRange(int from, int to) {
    static final Kind<StatusRange> KIND =
            Kind.of("2xx, 204 or 200-204, each within 100..599", StatusRange::parse, StatusRange::toString);

    private static final Pattern FORM = Pattern.compile("([1-5])xx|([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

    public StatusRange {
        if (from < 100 || to > 599 || from > to) {
            throw new IllegalArgumentException(from + "-" + to + " (expected: " + KIND.expected() + ")");
        }
    }

    public boolean contains(int status) {
        return status >= from && status <= to;
    }

    private static Optional<StatusRange> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        if (form.group(1) != null) {
            int hundreds = Integer.parseInt(form.group(1)) * 100;
            return Optional.of(new StatusRange(hundreds, hundreds + 99));
        }
        int first = Integer.parseInt(form.group(2));
        int last = form.group(3) == null ? first : Integer.parseInt(form.group(3));
        return first > last ? Optional.empty() : Optional.of(new StatusRange(first, last));
    }

    @Override
    public String toString() {
        if (from % 100 == 0 && to == from + 99) {
            return from / 100 + "xx";
        }
        return from == to ? String.valueOf(from) : from + "-" + to;
    }
}
