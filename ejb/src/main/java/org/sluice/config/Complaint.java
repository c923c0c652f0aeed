package org.sluice.config;

/** Hears what a {@link Kind} does not accept. */
@FunctionalInterface
interface Complaint {
    Complaint NOBODY_LISTENS = (value, expected) -> {};

    /**
     * One wrong piece.
     *
     * @param value the piece as written
     * @param expected what would have been right
     */
    void about(String value, String expected);
}
