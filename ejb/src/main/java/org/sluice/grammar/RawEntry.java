package org.sluice.grammar;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry as written, not checked yet.
 *
 * @param name {@code pools/chat}, {@code rules/x}, {@code listeners/y}, {@code settings}; or {@link #SHORTHAND}
 * @param keys as written, in the order of the source if it has one
 * @param faults what could not be parsed, one line each
 * @param source where it was found, for display: {@code java:global/sluice/pools/chat}
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

    /** Without the values: one of them may be a secret. */
    @Override
    public String toString() {
        return name + keys.keySet() + " from " + source;
    }
}
