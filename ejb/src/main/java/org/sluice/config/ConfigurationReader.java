package org.sluice.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Findings;
import org.sluice.grammar.RawEntry;
import org.sluice.grammar.Values;

/** Turns entries into a configuration, or into the list of all their mistakes. Stateless. */
public final class ConfigurationReader {
    /** Reads entries by name, each with its keys, without a source: for tests. */
    public ReadResult read(Map<String, Map<String, String>> entries) {
        return read(entries.entrySet().stream()
                .map(entry -> RawEntry.of(entry.getKey(), entry.getValue(), "given"))
                .toList());
    }

    /** Reads entries; of two with one name the first counts. */
    public ReadResult read(Collection<RawEntry> entries) {
        Findings findings = new Findings();
        Map<String, RawEntry> byName = new TreeMap<>();
        entries.forEach(entry -> byName.putIfAbsent(entry.name(), entry));
        Map<String, RawEntry> expanded = new TreeMap<>(new Shorthand(findings).expand(byName));
        Map<String, Values> values = values(expanded, findings);
        ConfigurationAssembler assembly = new ConfigurationAssembler(findings);
        values.forEach(assembly::add);
        Optional<Configuration> configuration = assembly.configuration();
        if (configuration.isEmpty()) {
            return new ReadResult.Rejected(findings.problems(), findings.warnings());
        }
        ConfigurationWarnings.on(configuration.get()).forEach(findings::warn);
        return new ReadResult.Accepted(
                configuration.get(), findings.warnings(), new EffectiveValues(expanded, values).inForce());
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
