package org.sluice.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The extensions that the member accepted in its 101, as far as frame headers are concerned.
 *
 * @param deflate permessage-deflate (RFC 7692), which gives RSV1 a meaning on the first frame of a message
 * @param unknown any other extension, which may use any reserved bit or opcode
 */
public record Extensions(boolean deflate, boolean unknown) {
    private static final Extensions NONE = new Extensions(false, false);
    private static final String DEFLATE = "permessage-deflate";

    /** Nothing was accepted. */
    public static Extensions none() {
        return NONE;
    }

    /**
     * Reads the values of all {@code Sec-WebSocket-Extensions} headers of a 101 (RFC 6455 9.1). Never fails: what cannot be
     * parsed counts as an unknown extension, so that no frame is refused because of it.
     */
    public static Extensions accepted(List<String> secWebSocketExtensions) {
        boolean deflate = false;
        boolean unknown = false;
        for (String value : secWebSocketExtensions) {
            for (String name : names(value)) {
                boolean isDeflate = DEFLATE.equals(name);
                deflate |= isDeflate;
                unknown |= !isDeflate;
            }
        }
        return new Extensions(deflate, unknown);
    }

    /** The names in one header value; empty list elements do not count (RFC 9110 5.6.1). */
    private static List<String> names(String value) {
        List<String> names = new ArrayList<>();
        int start = 0;
        while (start <= value.length()) {
            int end = endOf(value, start, ',');
            String element = value.substring(start, end);
            if (!element.isBlank()) {
                String name = element.substring(0, endOf(element, 0, ';')).strip();
                names.add(name.toLowerCase(Locale.ROOT));
            }
            start = end + 1;
        }
        return names;
    }

    /** The index of the next {@code mark} outside of quoted strings, or the end of the text. */
    private static int endOf(String text, int from, char mark) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == mark && !quoted) {
                return at;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                at++; // the next character is taken as it is (RFC 9110 5.6.4)
            }
        }
        return text.length();
    }
}
