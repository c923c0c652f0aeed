package org.sluice.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns the operator's words into a configuration, or into the list of all their mistakes. Without state. */
public final class ConfigurationReader {
    /** Reads entries by name, each with its keys: for tests and for whoever does not care where they stand. */
    public Reading read(Map<String, Map<String, String>> entries) {
        return read(entries.entrySet().stream()
                .map(entry -> RawEntry.of(entry.getKey(), entry.getValue(), "given"))
                .toList());
    }

    /** Reads entries; of two with one name the first counts. */
    public Reading read(Collection<RawEntry> entries) {
        Findings findings = new Findings();
        Map<String, RawEntry> byName = new TreeMap<>();
        entries.forEach(entry -> byName.putIfAbsent(entry.name(), entry));
        Map<String, RawEntry> expanded = new TreeMap<>(new Shorthand(findings).expand(byName));
        Map<String, Values> values = values(expanded, findings);
        Assembly assembly = new Assembly(findings);
        values.forEach(assembly::add);
        Optional<Configuration> configuration = assembly.configuration();
        if (configuration.isEmpty()) {
            return new Reading.Rejected(findings.problems(), findings.warnings());
        }
        Advice.on(configuration.get()).forEach(findings::warn);
        return new Reading.Accepted(configuration.get(), findings.warnings(), new Survey(expanded, values).inForce());
    }

    private static Map<String, Values> values(Map<String, RawEntry> entries, Findings findings) {
        EntryReader reader = new EntryReader(findings);
        Map<String, Values> values = new LinkedHashMap<>();
        entries.forEach((name, entry) -> EntryKind.of(name)
                .ifPresentOrElse(
                        kind -> values.put(name, reader.read(entry, kind)),
                        () -> findings.problem(name, "", "", "pools/NAME, rules/NAME, listeners/NAME or settings")));
        return values;
    }
}
