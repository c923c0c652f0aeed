package org.sluice.jndi;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sluice.grammar.RawEntry;

/** Converts an object bound in JNDI to an entry. */
final class BoundObject {
    private BoundObject() {}

    static RawEntry entry(String name, @Nullable Object value, String source) {
        if (value instanceof Properties properties) {
            Map<String, String> keys = new TreeMap<>();
            properties.stringPropertyNames().forEach(key -> keys.put(key, properties.getProperty(key, "")));
            return RawEntry.of(name, keys, source);
        }
        if (value instanceof String text) {
            EntryText read = EntryText.of(text);
            return new RawEntry(name, read.keys(), read.faults(), source);
        }
        String type = value == null ? "nothing" : value.getClass().getName();
        return new RawEntry(name, Map.of(), List.of(type), source);
    }
}
