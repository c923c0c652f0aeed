package org.sluice.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns {@code sluice.members} and {@code sluice.KEY} into the entries they stand for: {@code pools/default}, a rule that
 * sends everything to it, and keys of the settings. An entry that is there in full wins, key by key.
 */
final class Shorthand {
    private static final String POOL = EntryKind.POOL.entry("default");
    private static final String RULE = EntryKind.RULE.entry("default");
    private static final String SETTINGS = EntryKind.SETTINGS.prefix();

    private final Findings findings;

    Shorthand(Findings findings) {
        this.findings = findings;
    }

    /** The entries by name, with the shorthand in its places. */
    Map<String, RawEntry> expand(Map<String, RawEntry> entries) {
        Map<String, RawEntry> expanded = new LinkedHashMap<>(entries);
        RawEntry words = expanded.remove(RawEntry.SHORTHAND);
        if (words == null) {
            return expanded;
        }
        boolean alone = entries.keySet().stream().noneMatch(name -> name.startsWith(EntryKind.POOL.prefix()));
        boolean makesPool = alone && words.keys().containsKey("members");
        Map<String, Map<String, String>> places = new LinkedHashMap<>();
        words.keys().forEach((word, text) -> place(word, text, makesPool, places));
        if (makesPool) {
            places.computeIfAbsent(RULE, unseen -> new LinkedHashMap<>()).putIfAbsent("pool", "default");
        }
        places.forEach((name, keys) -> merge(name, keys, words.source(), expanded));
        return expanded;
    }

    private void place(String word, String text, boolean makesPool, Map<String, Map<String, String>> places) {
        Optional<EntryKind> home = Stream.of(EntryKind.POOL, EntryKind.RULE, EntryKind.SETTINGS)
                .filter(kind -> Keys.find(kind, word).isPresent())
                .findFirst();
        if (home.isEmpty()) {
            findings.problem(RawEntry.SHORTHAND, word, text, unknown(word));
        } else if (home.get() == EntryKind.SETTINGS || makesPool) {
            places.computeIfAbsent(entry(home.get()), unseen -> new LinkedHashMap<>())
                    .put(word, text);
        } else {
            findings.warn("sluice." + word + ": not used: it belongs to the pool that sluice.members makes when no pool"
                    + " has a name");
        }
    }

    private static String unknown(String word) {
        return Nearest.to(word, Keys.all().map(Key::name).toList())
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
