package org.sluice.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Patterns;
import org.sluice.grammar.Regex;

/**
 * A pattern for the host of a handshake, without port, in lower case.
 *
 * @param text the host; for {@link Form#WILDCARD} the part after the star, beginning with its dot; for {@link Form#REGEX} the
 *     expression, found anywhere in the host
 */
public record HostPattern(Form form, String text) {
    /** In the order in which they are tried. */
    public enum Form {
        EXACT,
        /** {@code *.example.com}: every subdomain, at any depth, but not the name itself. */
        WILDCARD,
        REGEX
    }

    /** One pattern if it is an expression, because that may contain a comma; otherwise several. */
    static final Kind<List<HostPattern>> KIND = Patterns.listOrRegex(
            "a host without port, *.example.com or ~regex", HostPattern::parse, HostPattern::toString);

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    public HostPattern {
        boolean right =
                switch (form) {
                    case EXACT -> isHost(text);
                    case WILDCARD -> text.startsWith(".") && isHost(text.substring(1));
                    case REGEX -> Regex.isRegex(text);
                };
        if (!right) {
            throw new IllegalArgumentException("host: " + text + " (expected: " + KIND.expected() + ")");
        }
    }

    private static boolean isHost(String text) {
        boolean literal = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
        return literal
                ? Cidr.isAddress(text.substring(1, text.length() - 1))
                : text.length() <= 253 && NAME.matcher(text).matches();
    }

    private static Optional<HostPattern> parse(String text) {
        if (text.startsWith("~")) {
            return Optional.of(text.substring(1))
                    .filter(Regex::isRegex)
                    .map(regex -> new HostPattern(Form.REGEX, regex));
        }
        String host = text.toLowerCase(Locale.ROOT);
        if (host.startsWith("*.")) {
            return Optional.of(host.substring(1))
                    .filter(suffix -> isHost(suffix.substring(1)))
                    .map(suffix -> new HostPattern(Form.WILDCARD, suffix));
        }
        return Optional.of(host).filter(HostPattern::isHost).map(exact -> new HostPattern(Form.EXACT, exact));
    }

    @Override
    public String toString() {
        return switch (form) {
            case EXACT -> text;
            case WILDCARD -> "*" + text;
            case REGEX -> "~" + text;
        };
    }
}
