package org.sluice.grammar;

/** Receives what a {@link Kind} does not accept. */
@FunctionalInterface
public interface Complaint {
    Complaint IGNORED = (value, expected) -> {};

    /**
     * Reports one wrong piece of a value.
     *
     * @param value the piece as written
     * @param expected what is accepted instead
     */
    void about(String value, String expected);
}
