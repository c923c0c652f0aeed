package org.sluice.jndi;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The keys of an entry written as text in the syntax of {@link Properties}, or on one line, separated by {@code ;}.
 *
 * @param keys in the order written
 * @param faults the parts that could not be parsed
 */
record EntryText(Map<String, String> keys, List<String> faults) {

    static EntryText of(String text) {
        Ordered read = new Ordered();
        try {
            read.load(new StringReader(lines(text)));
        } catch (IOException | IllegalArgumentException e) {
            read.faults.add("an escape that is none: " + e.getMessage());
        }
        return new EntryText(read.keys, read.faults);
    }

    /** Splits the text at each {@code ;} that no backslash escapes. */
    static String lines(String text) {
        String trimmed = text.strip();
        if (trimmed.indexOf('\n') >= 0 || trimmed.indexOf('\r') >= 0) {
            return text;
        }
        StringBuilder lines = new StringBuilder(trimmed.length());
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c == '\\' && i + 1 < trimmed.length()) {
                lines.append(c).append(trimmed.charAt(++i));
            } else {
                lines.append(c == ';' ? '\n' : c);
            }
        }
        return lines.toString();
    }

    /** Properties that keep their order, and report a repeated key instead of dropping the first value. */
    private static final class Ordered extends Properties {
        private static final long serialVersionUID = 1L;
        private final transient Map<String, String> keys = new LinkedHashMap<>();
        private final transient List<String> faults = new ArrayList<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            if (keys.putIfAbsent(key.toString(), value.toString()) != null) {
                faults.add(key + " written twice");
            }
            return value;
        }
    }
}
