package org.sluice.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found while the operator's words are read. Belongs to one thread. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void problem(String entry, String key, String value, String expected) {
        problems.add(new Problem(entry, key, value, expected));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** Whether anything found so far concerns this entry. */
    boolean spoiled(String entry) {
        return problems.stream().anyMatch(problem -> problem.entry().equals(entry));
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }
}
