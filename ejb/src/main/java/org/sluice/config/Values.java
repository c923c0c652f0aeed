package org.sluice.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values given in one entry, read and in range; what was not given is not in it. Immutable. */
public final class Values {
    private static final Values NONE = new Values(Map.of());

    /** By key, then by the name behind the dot of a family, which is empty for a plain key. */
    private final Map<Key<?>, Map<String, Object>> given;

    private Values(Map<Key<?>, Map<String, Object>> given) {
        this.given = given;
    }

    public static Values none() {
        return NONE;
    }

    public boolean has(Key<?> key) {
        return given.containsKey(key);
    }

    <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable(family(key).get(""));
    }

    /** What was given, or the fallback. */
    <T> T or(Key<T> key, T fallback) {
        return get(key).orElse(fallback);
    }

    /** What was given, or the key's default. */
    <T> T or(Key<T> key) {
        return get(key).orElseGet(key::standard);
    }

    /** All values of a family, by the name behind the dot, in the order given. */
    @SuppressWarnings("unchecked") // only Builder.put fills it, and that pairs key and value by their common type
    <T> Map<String, T> family(Key<T> key) {
        return (Map<String, T>) given.getOrDefault(key, Map.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values values && given.equals(values.given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    /** As {@code key=value} pairs, without secrets. */
    @Override
    public String toString() {
        return printed().toString();
    }

    private <T> void show(Key<T> key, Map<String, String> shown) {
        family(key).forEach((name, value) -> shown.put(key.name() + name, key.show(value)));
    }

    /** The same, as printed values by full key name. */
    Map<String, String> printed() {
        Map<String, String> shown = new LinkedHashMap<>();
        given.keySet().forEach(key -> show(key, shown));
        return shown;
    }

    /** Collects the values of one entry. Belongs to one thread. */
    static final class Builder {
        private final Map<Key<?>, Map<String, Object>> given = new LinkedHashMap<>();

        <T> void put(Key<T> key, String name, T value) {
            given.computeIfAbsent(key, unseen -> new LinkedHashMap<>()).put(name, value);
        }

        boolean has(Key<?> key, String name) {
            return given.getOrDefault(key, Map.of()).containsKey(name);
        }

        Values build() {
            return new Values(given);
        }
    }
}
