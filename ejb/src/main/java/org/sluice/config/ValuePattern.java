package org.sluice.config;

import java.util.List;
import java.util.Optional;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Patterns;
import org.sluice.grammar.Regex;
import org.sluice.grammar.Texts;

/**
 * A pattern for the value of a header, query parameter or cookie.
 *
 * @param text the value, with {@code *} for any characters; for a regex the expression, found anywhere in the value
 */
public record ValuePattern(boolean regex, String text) {
    /** One pattern if it is an expression, because that may contain a comma; otherwise several. */
    static final Kind<List<ValuePattern>> KIND =
            Patterns.listOrRegex("a value, a value with *, or ~regex", ValuePattern::parse, ValuePattern::toString);

    public ValuePattern {
        if (regex ? !Regex.isRegex(text) : !isValue(text)) {
            throw new IllegalArgumentException(text + " (expected: " + KIND.expected() + ")");
        }
    }

    private static boolean isValue(String text) {
        return Texts.isLine(text) && !text.contains(",") && !text.startsWith("~");
    }

    private static Optional<ValuePattern> parse(String text) {
        if (text.startsWith("~")) {
            return Optional.of(text.substring(1)).filter(Regex::isRegex).map(regex -> new ValuePattern(true, regex));
        }
        return Optional.of(text).filter(ValuePattern::isValue).map(value -> new ValuePattern(false, value));
    }

    @Override
    public String toString() {
        return regex ? "~" + text : text;
    }
}
