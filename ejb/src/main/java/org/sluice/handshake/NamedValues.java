package org.sluice.handshake;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Reads the values that a request has under a name, one for each occurrence. */
public final class NamedValues {
    private NamedValues() {}

    /** Each line of this header as a whole and, for lists such as subprotocols, each of its parts. */
    public static Stream<String> inHeader(Headers headers, String name) {
        return Stream.concat(headers.all(name).stream().map(String::strip), headers.tokens(name).stream());
    }

    /** Every value of this cookie, without quotes (RFC 6265 4.2.1). */
    public static Stream<String> inCookie(Headers headers, String name) {
        return headers.all("Cookie").stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .map(NamedValues::unquoted);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /**
     * Every value of this parameter, decoded as forms are; one without a value has the empty one.
     *
     * @param query with its question mark, or empty
     */
    public static Stream<String> inQuery(String query, String name) {
        if (query.length() < 2) {
            return Stream.empty();
        }
        return Stream.of(query.substring(1).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).equals(name))
                .map(pair -> pair.length < 2 ? "" : decoded(pair[1]));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // not a valid encoding, so the text is taken literally
        }
    }
}
