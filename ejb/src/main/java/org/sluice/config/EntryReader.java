package org.sluice.config;

import java.util.List;
import java.util.Optional;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Findings;
import org.sluice.grammar.Key;
import org.sluice.grammar.Nearest;
import org.sluice.grammar.RawEntry;
import org.sluice.grammar.Values;

/** Parses the keys of one entry and reports every one that is unknown, not allowed there or out of range. */
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
        entry.keys().forEach((keyName, text) -> {
            Optional<Keys.Found> found = Keys.find(kind, keyName);
            if (found.isPresent()) {
                read(entry.name(), keyName, text.strip(), found.get(), values);
            } else {
                findings.problem(entry.name(), keyName, text, unknown(kind, keyName));
            }
        });
        return values.build();
    }

    private void read(String entry, String keyName, String text, Keys.Found found, Values.Builder values) {
        if (values.has(found.key(), found.name())) {
            findings.problem(
                    entry, keyName, text, "only one of it and " + found.key().name());
            return;
        }
        if (!found.key().note().supported()) {
            findings.problem(entry, keyName, text, "this key left out; it is not supported yet");
            return;
        }
        read(entry, keyName, text, found.key(), found.name(), values);
    }

    private <T> void read(String entry, String keyName, String text, Key<T> key, String name, Values.Builder values) {
        key.kind()
                .parse(
                        text,
                        (wrong, expected) ->
                                findings.problem(entry, keyName, key.note().secret() ? "***" : wrong, expected))
                .ifPresent(value -> values.put(key, name, value));
    }

    static String unknown(EntryKind kind, String keyName) {
        List<String> known = Keys.of(kind).map(Key::name).toList();
        Optional<String> elsewhere = Keys.all()
                .filter(key -> !key.family() && key.name().equals(keyName))
                .findFirst()
                .map(EntryReader::entriesOf);
        return elsewhere.orElseGet(() -> Nearest.to(keyName, known)
                .map(near -> "a known key; the nearest is " + near + (near.endsWith(".") ? "NAME" : ""))
                .orElse("a known key, such as " + known.get(0)));
    }

    private static String entriesOf(Key<?> key) {
        List<String> entries = List.of(EntryKind.values()).stream()
                .filter(key::belongsTo)
                .map(home -> home == EntryKind.SETTINGS ? "settings" : home.prefix() + "NAME")
                .toList();
        return "this key in " + String.join(" or ", entries);
    }
}
