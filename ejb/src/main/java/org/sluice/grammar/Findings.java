package org.sluice.grammar;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems and warnings found while entries are read. Belongs to one thread. */
public final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    public void problem(String entry, String key, String value, String expected) {
        problems.add(new Problem(entry, key, value, expected));
    }

    public void problem(Problem problem) {
        problems.add(problem);
    }

    public void warn(String warning) {
        warnings.add(warning);
    }

    /** Whether a problem was found in this entry so far. */
    public boolean hasProblems(String entry) {
        return problems.stream().anyMatch(problem -> problem.entry().equals(entry));
    }

    public List<Problem> problems() {
        return problems;
    }

    public List<String> warnings() {
        return warnings;
    }
}
