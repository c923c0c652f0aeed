package org.sluice.config;

import java.util.List;

/** What became of the operator's words. */
public sealed interface Reading {
    /** What is worth knowing and stops nothing, each one line. */
    List<String> warnings();

    /**
     * Everything was right.
     *
     * @param inForce every value there is, default or not, for display
     */
    record Accepted(Configuration configuration, List<String> warnings, List<InForce> inForce) implements Reading {
        public Accepted {
            warnings = List.copyOf(warnings);
            inForce = List.copyOf(inForce);
        }
    }

    /**
     * Something was wrong, and nothing of it is used.
     *
     * @param problems all mistakes there are, at least one
     */
    record Rejected(List<Problem> problems, List<String> warnings) implements Reading {
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
