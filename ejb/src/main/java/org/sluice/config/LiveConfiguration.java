package org.sluice.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sluice.grammar.Problem;
import org.sluice.grammar.RawEntry;

/**
 * Decides from the entries of each read which configuration is in force. It does no I/O and has no clock. Belongs to one thread
 * at a time.
 */
public final class LiveConfiguration {
    private final ConfigurationReader reader = new ConfigurationReader();

    /** The entries in force after the last read, by name; an entry that was missed once is still among them. */
    private Map<String, RawEntry> standing = Map.of();

    /** Entries that the last read missed for the first time. */
    private Set<String> missedOnce = Set.of();

    private Configuration configuration = Configuration.NONE;
    private long generation;
    private boolean begun;

    /** The configuration in force; before the first valid read, one without pools. */
    public Configuration configuration() {
        return configuration;
    }

    /** How many configurations have been in force so far; 0 before the first valid read. */
    public long generation() {
        return generation;
    }

    /** Processes the entries that a read found. */
    public Step next(Collection<RawEntry> found) {
        Map<String, RawEntry> now = new TreeMap<>();
        found.forEach(entry -> now.putIfAbsent(entry.name(), entry));
        Set<String> missed = new LinkedHashSet<>(standing.keySet());
        missed.removeAll(now.keySet());
        missed.removeAll(missedOnce); // missed twice: gone
        missed.forEach(name -> keep(name, now));
        missedOnce = missed;
        if (begun && now.equals(standing)) {
            return new Step.Unchanged();
        }
        begun = true;
        standing = now;
        return resultOf(reader.read(now.values()));
    }

    private void keep(String name, Map<String, RawEntry> now) {
        RawEntry entry = standing.get(name);
        if (entry != null) {
            now.put(name, entry);
        }
    }

    private Step resultOf(ReadResult reading) {
        if (reading instanceof ReadResult.Accepted accepted) {
            Configuration before = configuration;
            configuration = accepted.configuration();
            generation++;
            return new Step.Applied(generation, accepted, Difference.between(before, configuration));
        }
        return new Step.Kept((ReadResult.Rejected) reading);
    }

    /** The result of one read. */
    public sealed interface Step {
        /** The entries are the same as before, valid or not; there is nothing to report. */
        record Unchanged() implements Step {}

        /**
         * A new configuration is in force.
         *
         * @param generation its number; the first is 1
         */
        record Applied(long generation, ReadResult.Accepted reading, Difference difference) implements Step {}

        /** The entries are invalid in a way not reported before; the last valid configuration stays in force. */
        record Kept(ReadResult.Rejected reading) implements Step {
            public List<Problem> problems() {
                return reading.problems();
            }
        }
    }

    /** The entries in force after the last read, for display. */
    public Map<String, RawEntry> standing() {
        return new LinkedHashMap<>(standing);
    }
}
