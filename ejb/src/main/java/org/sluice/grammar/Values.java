package org.sluice.grammar;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values given in one entry, parsed and in range; keys that were not given are absent. Immutable. */
public final class Values {
    private static final Values NONE = new Values(Map.of());

    /** By key, then by the name after the dot of a family, which is empty for a plain key. */
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

    public <T> Optional<T> get(Key<T> key) {
        return Optional.ofNullable(family(key).get(""));
    }

    /** These values without those of {@code key}. */
    public Values without(Key<?> key) {
        Map<Key<?>, Map<String, Object>> rest = new LinkedHashMap<>(given);
        rest.remove(key);
        return new Values(rest);
    }

    /** These values, and those of {@code base} for keys not given here. */
    public Values over(Values base) {
        Map<Key<?>, Map<String, Object>> both = new LinkedHashMap<>(base.given);
        both.putAll(given);
        return new Values(both);
    }

    /** The given value, or the fallback. */
    public <T> T or(Key<T> key, T fallback) {
        return get(key).orElse(fallback);
    }

    /** The given value, or the key's default. */
    public <T> T or(Key<T> key) {
        return get(key).orElseGet(key::standard);
    }

    /** All values of a family, by the name after the dot, in the order given. */
    @SuppressWarnings("unchecked") // only Builder.put fills it, and that pairs key and value by their common type
    public <T> Map<String, T> family(Key<T> key) {
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

    /** The printed values by full key name, without secrets. */
    public Map<String, String> printed() {
        Map<String, String> shown = new LinkedHashMap<>();
        given.keySet().forEach(key -> show(key, shown));
        return shown;
    }

    /** Collects the values of one entry. Belongs to one thread. */
    public static final class Builder {
        private final Map<Key<?>, Map<String, Object>> given = new LinkedHashMap<>();

        public <T> void put(Key<T> key, String name, T value) {
            given.computeIfAbsent(key, unseen -> new LinkedHashMap<>()).put(name, value);
        }

        public boolean has(Key<?> key, String name) {
            return given.getOrDefault(key, Map.of()).containsKey(name);
        }

        public Values build() {
            return new Values(given);
        }
    }
}
