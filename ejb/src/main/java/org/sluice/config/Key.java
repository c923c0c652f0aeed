package org.sluice.config;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One key an operator can set: its name, where it may stand, what it accepts, what it is when nothing is said, what it
 * means, and what other products call it. Immutable; made only by a {@link KeyGroup}, compared by identity.
 *
 * @param <T> its value
 */
public final class Key<T> {
    private final String name;
    private final Set<EntryKind> entries;
    private final Kind<T> kind;
    private final KeyNote note;

    Key(String name, Set<EntryKind> entries, Kind<T> kind, KeyNote note) {
        this.name = name;
        this.entries = EnumSet.copyOf(entries);
        this.kind = kind;
        this.note = note;
    }

    /** As typed: {@code idle-timeout}; a family ends with a dot: {@code header.}. */
    public String name() {
        return name;
    }

    /** Whether this is a family: one key for every name behind the dot. */
    public boolean family() {
        return name.endsWith(".");
    }

    public boolean belongsTo(EntryKind entry) {
        return entries.contains(entry);
    }

    /** What may be written. */
    public String expected() {
        return kind.expected();
    }

    public KeyNote note() {
        return note;
    }

    Kind<T> kind() {
        return kind;
    }

    /** The default. */
    T standard() {
        return parse(note.standard()).orElseThrow(() -> new IllegalStateException(name + " has no default"));
    }

    Optional<T> parse(String text) {
        return kind.parse(text, Complaint.NOBODY_LISTENS);
    }

    /** The value, if this key accepts it: what a record's constructor calls. */
    T check(T value) {
        if (!kind.accepts(value)) {
            throw new IllegalArgumentException(name + ": " + kind.print(value) + " (expected: " + expected() + ")");
        }
        return value;
    }

    /** How the value is shown; a secret is not. */
    String show(T value) {
        return note.secret() ? "***" : kind.print(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
