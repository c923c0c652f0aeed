package org.sluice.audit;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes a flat JSON object (RFC 8259). */
final class Json {
    private Json() {}

    /** An object with these members, in their order; numbers are written as numbers, everything else as strings. */
    static String line(Map<String, Object> facts) {
        return facts.entrySet().stream()
                .map(fact -> text(fact.getKey()) + ":" + value(fact.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        return value instanceof Number ? value.toString() : text(value.toString());
    }

    private static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x2028 || c == 0x2029) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
