package org.sluice.config;

import java.util.List;
import java.util.Optional;

/** Reads the keys of one entry: known, allowed there, in range. Says everything that is wrong with them. */
final class EntryReader {
    private final Findings findings;

    EntryReader(Findings findings) {
        this.findings = findings;
    }

    Values read(RawEntry entry, EntryKind kind) {
        entry.faults()
                .forEach(fault ->
                        findings.problem(entry.name(), "", fault, "java.util.Properties or text in that form"));
        Values.Builder values = new Values.Builder();
        entry.keys().forEach((word, text) -> {
            Optional<Keys.Found> found = Keys.find(kind, word);
            if (found.isPresent()) {
                read(entry.name(), word, text.strip(), found.get(), values);
            } else {
                findings.problem(entry.name(), word, text, unknown(kind, word));
            }
        });
        return values.build();
    }

    private void read(String entry, String word, String text, Keys.Found found, Values.Builder values) {
        if (values.has(found.key(), found.name())) {
            findings.problem(
                    entry, word, text, "only one of it and " + found.key().name());
            return;
        }
        if (!Keys.actsYet(found.key())) {
            findings.warn(entry + ": " + word + ": nothing acts on this key yet");
        }
        read(entry, word, text, found.key(), found.name(), values);
    }

    private <T> void read(String entry, String word, String text, Key<T> key, String name, Values.Builder values) {
        key.kind()
                .parse(
                        text,
                        (wrong, expected) ->
                                findings.problem(entry, word, key.note().secret() ? "***" : wrong, expected))
                .ifPresent(value -> values.put(key, name, value));
    }

    static String unknown(EntryKind kind, String word) {
        List<String> known = Keys.of(kind).map(Key::name).toList();
        Optional<String> elsewhere = Keys.all()
                .filter(key -> !key.family() && key.name().equals(word))
                .findFirst()
                .map(EntryReader::homes);
        return elsewhere.orElseGet(() -> Nearest.to(word, known)
                .map(near -> "a known key; the nearest is " + near + (near.endsWith(".") ? "NAME" : ""))
                .orElse("a known key, such as " + known.get(0)));
    }

    private static String homes(Key<?> key) {
        List<String> homes = List.of(EntryKind.values()).stream()
                .filter(key::belongsTo)
                .map(home -> home == EntryKind.SETTINGS ? "settings" : home.prefix() + "NAME")
                .toList();
        return "this key in " + String.join(" or ", homes);
    }
}
