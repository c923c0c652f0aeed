package org.sluice.config;

import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.function.Predicate;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Regex;
import org.sluice.grammar.Texts;

/**
 * A pattern for the body of an answer to a health check.
 *
 * @param text the text, found anywhere in the body; for a regex the expression
 */
public record BodyPattern(boolean regex, String text) {
    static final Kind<BodyPattern> KIND =
            Kind.of("a text on one line, or ~regex", BodyPattern::parse, BodyPattern::toString);

    public BodyPattern {
        if (regex ? !Regex.isRegex(text) : !isPlain(text)) {
            throw new IllegalArgumentException(text + " (expected: " + KIND.expected() + ")");
        }
    }

    /** A predicate that tests a body; made once and used for many bodies. */
    public Predicate<String> found() {
        if (!regex) {
            return body -> body.contains(text);
        }
        Pattern pattern = Pattern.compile(text);
        return body -> pattern.matcher(body).find();
    }

    private static boolean isPlain(String text) {
        return Texts.isLine(text) && !text.startsWith("~");
    }

    private static Optional<BodyPattern> parse(String text) {
        if (text.startsWith("~")) {
            return Optional.of(text.substring(1)).filter(Regex::isRegex).map(regex -> new BodyPattern(true, regex));
        }
        return Optional.of(text).filter(BodyPattern::isPlain).map(plain -> new BodyPattern(false, plain));
    }

    @Override
    public String toString() {
        return regex ? "~" + text : text;
    }
}
