package org.sluice.jndi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.RawEntry;

/** Reads entries from system properties: {@code sluice.pools.chat} is one, {@code sluice.retries} a part of the shorthand. */
final class SystemProperties {
    private static final String PREFIX = "sluice.";

    /** Tells the web module that the demo runs; not a key of an entry. */
    private static final String DEMO = PREFIX + "demo";

    private final Supplier<Properties> properties;

    SystemProperties(Supplier<Properties> properties) {
        this.properties = properties;
    }

    List<RawEntry> read() {
        Properties now = properties.get();
        List<RawEntry> entries = new ArrayList<>();
        Map<String, String> shorthand = new LinkedHashMap<>();
        for (String property : new TreeSet<>(now.stringPropertyNames())) {
            if (property.startsWith(PREFIX) && !property.equals(DEMO)) {
                String key = property.substring(PREFIX.length());
                String value = now.getProperty(property, "");
                entryName(key)
                        .ifPresentOrElse(
                                name -> entries.add(BoundObject.entry(name, value, "system property " + property)),
                                () -> shorthand.put(key, value));
            }
        }
        if (!shorthand.isEmpty()) {
            entries.add(RawEntry.of(RawEntry.SHORTHAND, shorthand, "system properties sluice.*"));
        }
        return entries;
    }

    private static Optional<String> entryName(String key) {
        for (EntryKind kind : EntryKind.values()) {
            String dotted = kind.prefix().replace('/', '.');
            if (kind == EntryKind.SETTINGS ? key.equals(dotted) : key.startsWith(dotted)) {
                return Optional.of(kind.entry(key.substring(dotted.length())));
            }
        }
        return Optional.empty();
    }
}
