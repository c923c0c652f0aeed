package org.sluice.grammar;

import java.util.List;
import java.util.regex.Pattern;

/** The kinds of plain text that keys accept. */
public final class Texts {
    private static final Pattern TOKEN_FORM = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");

    /** A name of a header, cookie, method or subprotocol (RFC 9110 5.6.2). */
    public static final Kind<String> TOKEN = Kind.text("a name of letters, digits and - . _", Texts::isToken);

    /** Anything on one line. */
    public static final Kind<String> LINE = Kind.text("text on one line", Texts::isLine);

    /** A path prefix. */
    public static final Kind<String> PATH =
            Kind.text("a path that begins with / and does not end with it", Texts::isPrefix);

    public static final Kind<List<String>> TOKENS = Kind.listOf(TOKEN);

    /** Names as in {@link #TOKENS}, or {@code none} for an empty list. */
    public static final Kind<List<String>> TOKENS_OR_NONE = TOKENS.orNamed(List.of(), "none");

    /** Names of pools, rules or listeners. */
    public static final Kind<List<String>> NAMES = Kind.listOf(Kind.text("a name", EntryKind::isName));

    private Texts() {}

    public static boolean isToken(String text) {
        return TOKEN_FORM.matcher(text).matches();
    }

    public static boolean isLine(String text) {
        return !text.isEmpty() && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isPrefix(String text) {
        return text.startsWith("/") && text.length() > 1 && !text.endsWith("/") && isRawPath(text);
    }

    /** Whether this is the path of a request target: no blank, no control character, no query. */
    public static boolean isRawPath(String text) {
        return text.startsWith("/") && text.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '?' || c == '#');
    }
}
