package org.sluice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.RawEntry;
import org.sluice.grammar.Values;

/** Lists every value in force: of pools, listeners and settings all, of rules those that were given. */
final class EffectiveValues {
    private final Map<String, RawEntry> entries;
    private final Map<String, Values> values;
    private final List<EffectiveValue> found = new ArrayList<>();

    EffectiveValues(Map<String, RawEntry> entries, Map<String, Values> values) {
        this.entries = entries;
        this.values = values;
    }

    List<EffectiveValue> inForce() {
        values.forEach(this::entry);
        if (!values.containsKey(EntryKind.SETTINGS.prefix())) {
            standard(EntryKind.SETTINGS.prefix(), EntryKind.SETTINGS, Values.none());
        }
        return List.copyOf(found);
    }

    private void entry(String name, Values given) {
        RawEntry raw = entries.get(name);
        String source = raw == null ? "given" : raw.source();
        given.printed().forEach((key, value) -> found.add(new EffectiveValue(name, key, value, source)));
        EntryKind kind = EntryKind.of(name).orElseThrow();
        if (kind != EntryKind.RULE) {
            standard(name, kind, given);
        }
    }

    private void standard(String name, EntryKind kind, Values given) {
        Keys.of(kind)
                .filter(key -> key.note().supported())
                .filter(key -> !given.has(key) && !key.note().standard().isEmpty())
                .forEach(key -> found.add(
                        new EffectiveValue(name, key.name(), key.note().standard(), "default")));
    }
}
