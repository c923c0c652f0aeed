package org.sluice.handshake;

/**
 * What many a member makes of a header's name: CGI, WSGI, Rack and PHP hand headers to applications as variables, in which
 * {@code -} and {@code _} are one (RFC 3875 4.1.18), and older ones do so with every other sign. So a client that may not say
 * {@code X-Forwarded-For} may not say {@code X_Forwarded_For} either.
 */
final class Spelling {
    private Spelling() {}

    /** {@code name} with a {@code -} for each sign that is no letter and no digit. */
    static String plain(String name) {
        if (name.chars().allMatch(sign -> sign == '-' || isLetterOrDigit(sign))) {
            return name;
        }
        StringBuilder plain = new StringBuilder(name.length());
        name.chars().forEach(sign -> plain.append(isLetterOrDigit(sign) ? (char) sign : '-'));
        return plain.toString();
    }

    private static boolean isLetterOrDigit(int sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
    }
}
