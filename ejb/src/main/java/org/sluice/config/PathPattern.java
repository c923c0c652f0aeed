package org.sluice.config;

import java.util.List;
import java.util.Optional;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Patterns;
import org.sluice.grammar.Regex;
import org.sluice.grammar.Texts;

/**
 * A pattern for the path of a handshake, in the form of {@link NormalPath}.
 *
 * @param text the path; for {@link Form#PREFIX} without the {@code /*}, so empty for every path; for {@link Form#REGEX}
 *     the expression, found anywhere in the path
 */
public record PathPattern(Form form, String text) {
    /** In the order in which they are tried. */
    public enum Form {
        EXACT,
        /** {@code /chat/*}: {@code /chat}, {@code /chat/} and everything below. */
        PREFIX,
        REGEX
    }

    /** One pattern if it is an expression, because that may contain a comma; otherwise several. */
    static final Kind<List<PathPattern>> KIND =
            Patterns.listOrRegex("/path, /path/* or ~regex", PathPattern::parse, PathPattern::toString);

    public PathPattern {
        boolean right =
                switch (form) {
                    case EXACT -> isNormal(text);
                    case PREFIX -> text.isEmpty() || (isNormal(text) && !text.endsWith("/"));
                    case REGEX -> Regex.isRegex(text);
                };
        if (!right) {
            throw new IllegalArgumentException("path: " + text + " (expected: " + KIND.expected() + ")");
        }
    }

    private static boolean isNormal(String text) {
        return Texts.isRawPath(text)
                && !text.contains("*")
                && !text.contains(",")
                && NormalPath.of(text).equals(text);
    }

    private static Optional<PathPattern> parse(String text) {
        if (text.startsWith("~")) {
            return Optional.of(text.substring(1))
                    .filter(Regex::isRegex)
                    .map(regex -> new PathPattern(Form.REGEX, regex));
        }
        if (!Texts.isRawPath(text)) {
            return Optional.empty();
        }
        boolean below = text.endsWith("/*");
        String path = below ? text.substring(0, text.length() - 2) : text;
        String normal = path.isEmpty() ? path : NormalPath.of(path);
        if (path.contains("*") || (below && normal.endsWith("/"))) {
            return Optional.empty();
        }
        return Optional.of(new PathPattern(below ? Form.PREFIX : Form.EXACT, normal));
    }

    @Override
    public String toString() {
        return switch (form) {
            case EXACT -> text;
            case PREFIX -> text + "/*";
            case REGEX -> "~" + text;
        };
    }
}
