package org.sluice.config;

import java.util.List;
import org.sluice.grammar.Problem;

/** The result of reading the entries. */
public sealed interface ReadResult {
    /** Warnings, one line each. */
    List<String> warnings();

    /**
     * Every entry is valid.
     *
     * @param inForce every value in force, defaults included, for display
     */
    record Accepted(Configuration configuration, List<String> warnings, List<EffectiveValue> inForce)
            implements ReadResult {
        public Accepted {
            warnings = List.copyOf(warnings);
            inForce = List.copyOf(inForce);
        }
    }

    /**
     * At least one entry is invalid, and none is used.
     *
     * @param problems all mistakes, at least one
     */
    record Rejected(List<Problem> problems, List<String> warnings) implements ReadResult {
        public Rejected {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }

        /** The mistakes on one line. */
        public String summary() {
            return problems.size() + " problem(s): "
                    + String.join("; ", problems.stream().map(Problem::toString).toList());
        }
    }
}
