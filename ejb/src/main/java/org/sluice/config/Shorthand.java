package org.sluice.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Findings;
import org.sluice.grammar.Key;
import org.sluice.grammar.Nearest;
import org.sluice.grammar.RawEntry;

/**
 * Expands {@code sluice.members} and {@code sluice.KEY} into {@code pools/default}, a rule that sends everything to it, and
 * keys of the settings. Keys of an entry written in full win.
 */
final class Shorthand {
    private static final String POOL = EntryKind.POOL.entry("default");
    private static final String RULE = EntryKind.RULE.entry("default");
    private static final String SETTINGS = EntryKind.SETTINGS.prefix();

    private final Findings findings;

    Shorthand(Findings findings) {
        this.findings = findings;
    }

    /** The entries by name, with the shorthand expanded. */
    Map<String, RawEntry> expand(Map<String, RawEntry> entries) {
        Map<String, RawEntry> expanded = new LinkedHashMap<>(entries);
        RawEntry shorthand = expanded.remove(RawEntry.SHORTHAND);
        if (shorthand == null) {
            return expanded;
        }
        boolean alone = entries.keySet().stream().noneMatch(name -> name.startsWith(EntryKind.POOL.prefix()));
        boolean makesPool = alone && shorthand.keys().containsKey("members");
        Map<String, Map<String, String>> places = new LinkedHashMap<>();
        shorthand.keys().forEach((keyName, text) -> place(keyName, text, makesPool, places));
        if (makesPool) {
            places.computeIfAbsent(RULE, unseen -> new LinkedHashMap<>()).putIfAbsent("pool", "default");
        }
        places.forEach((name, keys) -> merge(name, keys, shorthand.source(), expanded));
        return expanded;
    }

    private void place(String keyName, String text, boolean makesPool, Map<String, Map<String, String>> places) {
        Optional<EntryKind> home = Stream.of(EntryKind.POOL, EntryKind.RULE, EntryKind.SETTINGS)
                .filter(kind -> Keys.find(kind, keyName).isPresent())
                .findFirst();
        if (home.isEmpty()) {
            findings.problem(RawEntry.SHORTHAND, keyName, text, unknown(keyName));
        } else if (home.get() == EntryKind.SETTINGS || makesPool) {
            places.computeIfAbsent(entry(home.get()), unseen -> new LinkedHashMap<>())
                    .put(keyName, text);
        } else {
            findings.warn("sluice." + keyName
                    + ": not used: it belongs to the pool that sluice.members makes when no pool" + " has a name");
        }
    }

    private static String unknown(String keyName) {
        return Nearest.to(keyName, Keys.all().map(Key::name).toList())
                .map(near -> "a known key; the nearest is " + near)
                .orElse("a known key");
    }

    private static String entry(EntryKind kind) {
        return switch (kind) {
            case POOL -> POOL;
            case RULE -> RULE;
            default -> SETTINGS;
        };
    }

    private static void merge(String name, Map<String, String> keys, String source, Map<String, RawEntry> entries) {
        RawEntry full = entries.get(name);
        if (full == null) {
            entries.put(name, RawEntry.of(name, keys, source));
            return;
        }
        Map<String, String> both = new LinkedHashMap<>(keys);
        both.putAll(full.keys());
        entries.put(name, new RawEntry(name, both, full.faults(), full.source()));
    }
}
