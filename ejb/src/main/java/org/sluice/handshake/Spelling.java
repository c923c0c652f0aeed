package org.sluice.handshake;

/**
 * The plain form of header names, in which members may see them: CGI, WSGI, Rack and PHP pass headers to applications as
 * variables, in which {@code -} and {@code _} are the same (RFC 3875 4.1.18), in older versions also every other sign. So a
 * client that may not send {@code X-Forwarded-For} may not send {@code X_Forwarded_For} either.
 */
final class Spelling {
    private Spelling() {}

    /** {@code name} with a {@code -} for each sign that is no letter and no digit. */
    static String plain(String name) {
        int odd = 0;
        while (odd < name.length() && (name.charAt(odd) == '-' || isLetterOrDigit(name.charAt(odd)))) {
            odd++;
        }
        if (odd == name.length()) {
            return name;
        }
        StringBuilder plain = new StringBuilder(name);
        for (int i = odd; i < name.length(); i++) {
            plain.setCharAt(i, isLetterOrDigit(name.charAt(i)) ? name.charAt(i) : '-');
        }
        return plain.toString();
    }

    private static boolean isLetterOrDigit(int sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9');
    }
}
