package org.sluice.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * The normal form in which a path is matched and forwarded, so that rule and member see the same path (RFC 3986 6.2.2).
 *
 * <ul>
 *   <li>Percent-encoded letters, digits and {@code - . _ ~} are decoded once; every other encoding stays, also {@code %2F} and
 *       {@code %25}, with its digits in upper case. A percent sign that begins no encoding becomes {@code %25}.
 *   <li>Then {@code .} and {@code ..} are resolved and never lead above the root, also with path parameters behind them
 *       ({@code ..;x}), which some servers drop before they resolve.
 *   <li>Several slashes at the beginning become one; elsewhere empty segments stay.
 * </ul>
 */
public final class NormalPath {
    private NormalPath() {}

    /** The normal form of an encoded path that begins with a slash. A path that is already normal is returned as it is. */
    public static String of(String path) {
        boolean normal = path.indexOf('%') < 0 && !path.contains("/.") && !path.startsWith("//");
        return normal ? path : resolved(decoded(path));
    }

    private static String decoded(String path) {
        StringBuilder text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' && isEncoding(path, i)) {
                append(path.substring(i + 1, i + 3), text);
                i += 2;
            } else {
                // A lone % could form an encoding with what is decoded after it.
                text.append(c == '%' ? "%25" : c);
            }
        }
        return text.toString();
    }

    private static boolean isEncoding(String path, int at) {
        return at + 2 < path.length()
                && Character.digit(path.charAt(at + 1), 16) >= 0
                && Character.digit(path.charAt(at + 2), 16) >= 0
                && path.charAt(at + 1) < 0x80
                && path.charAt(at + 2) < 0x80;
    }

    private static void append(String digits, StringBuilder text) {
        char c = (char) Integer.parseInt(digits, 16);
        if (isUnreserved(c)) {
            text.append(c);
        } else {
            text.append('%').append(digits.toUpperCase(Locale.ROOT));
        }
    }

    private static boolean isUnreserved(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    }

    private static String resolved(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        boolean open = false; // whether the last segment was a dot segment, which leaves a slash at the end
        for (int i = 1; i < segments.length; i++) {
            String segment = segments[i];
            open = isDot(segment) || isDotDot(segment);
            if (isDotDot(segment)) {
                kept.pollLast();
            } else if (!open && !(segment.isEmpty() && kept.isEmpty() && i < segments.length - 1)) {
                kept.addLast(segment);
            }
        }
        if (open) {
            kept.addLast("");
        }
        // Some servers read //x as a host. Leading empty segments were not kept, but ".." may have uncovered one.
        while (kept.size() > 1 && kept.getFirst().isEmpty()) {
            kept.removeFirst();
        }
        return "/" + String.join("/", kept);
    }

    private static boolean isDot(String segment) {
        return segment.equals(".") || segment.startsWith(".;");
    }

    private static boolean isDotDot(String segment) {
        return segment.equals("..") || segment.startsWith("..;");
    }
}
