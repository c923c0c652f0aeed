package org.sluice.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows the operator's words while they change: given what each read found, it decides which configuration holds. Pure;
 * it reads nothing itself and knows no time. Belongs to one thread at a time.
 */
public final class Live {
    private final ConfigurationReader reader = new ConfigurationReader();

    /** What the last read left standing, by name; an entry missed once still stands. */
    private Map<String, RawEntry> standing = Map.of();

    /** Entries the last read missed for the first time. */
    private Set<String> missedOnce = Set.of();

    private Configuration configuration = Configuration.NONE;
    private long generation;
    private boolean begun;

    /** The configuration that holds; before the first good read one without pools. */
    public Configuration configuration() {
        return configuration;
    }

    /** How many configurations have held so far; 0 before the first good read. */
    public long generation() {
        return generation;
    }

    /** Takes what a read found, and says what becomes of it. */
    public Step next(Collection<RawEntry> found) {
        Map<String, RawEntry> now = new TreeMap<>();
        found.forEach(entry -> now.putIfAbsent(entry.name(), entry));
        Set<String> missed = new LinkedHashSet<>(standing.keySet());
        missed.removeAll(now.keySet());
        missed.removeAll(missedOnce); // missed twice: gone
        missed.forEach(name -> putStanding(name, now));
        missedOnce = missed;
        if (begun && now.equals(standing)) {
            return new Step.Unchanged();
        }
        begun = true;
        standing = now;
        return judge(reader.read(now.values()));
    }

    private void putStanding(String name, Map<String, RawEntry> now) {
        RawEntry entry = standing.get(name);
        if (entry != null) {
            now.put(name, entry);
        }
    }

    private Step judge(Reading reading) {
        if (reading instanceof Reading.Accepted accepted) {
            Configuration before = configuration;
            configuration = accepted.configuration();
            generation++;
            return new Step.Applied(generation, accepted, Difference.between(before, configuration));
        }
        return new Step.Kept((Reading.Rejected) reading);
    }

    /** What became of one read. */
    public sealed interface Step {
        /** The words are the same as before, right or wrong; there is nothing to tell. */
        record Unchanged() implements Step {}

        /**
         * A new configuration holds.
         *
         * @param generation its number; the first is 1
         */
        record Applied(long generation, Reading.Accepted reading, Difference difference) implements Step {}

        /** The words are wrong, in a way not told before; the last good configuration stays. */
        record Kept(Reading.Rejected reading) implements Step {
            public List<Problem> problems() {
                return reading.problems();
            }
        }
    }

    /** What stands, for display: the entries as they were last read. */
    public Map<String, RawEntry> standing() {
        return new LinkedHashMap<>(standing);
    }
}
