package org.sluice.backend;

/** The {@code token} of RFC 9110 5.6.2: what a header name is made of. */
final class HttpToken {
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private HttpToken() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!belongs(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean belongs(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || MARKS.indexOf(character) >= 0;
    }
}
