package org.sluice.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry as the operator wrote it, not judged yet.
 *
 * @param name {@code pools/chat}, {@code rules/x}, {@code listeners/y}, {@code settings}; or {@link #SHORTHAND}
 * @param keys as written, in the order written if there was one
 * @param faults what could not even be read, each one line
 * @param source where it stands, for display: {@code java:global/sluice/pools/chat}
 */
public record RawEntry(String name, Map<String, String> keys, List<String> faults, String source) {
    /** The name of the entry that holds {@code sluice.members} and every other {@code sluice.KEY}. */
    public static final String SHORTHAND = "sluice";

    public RawEntry {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        faults = List.copyOf(faults);
    }

    /** An entry that could be read. */
    public static RawEntry of(String name, Map<String, String> keys, String source) {
        return new RawEntry(name, keys, List.of(), source);
    }

    /** Without the values: there may be a secret among them. */
    @Override
    public String toString() {
        return name + keys.keySet() + " from " + source;
    }
}
