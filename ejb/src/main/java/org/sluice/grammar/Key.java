package org.sluice.grammar;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One configuration key: its name, the entries it may stand in, the values it accepts, its default, its meaning, and its names
 * in other products. Immutable; made only by a {@link KeyGroup}, compared by identity.
 *
 * @param <T> its value
 */
public final class Key<T> {
    private final String name;
    private final Set<EntryKind> entries;
    private final Kind<T> kind;
    private final KeyNote note;
    private final Optional<T> standard;

    Key(String name, Set<EntryKind> entries, Kind<T> kind, KeyNote note) {
        this.name = name;
        this.entries = EnumSet.copyOf(entries);
        this.kind = kind;
        this.note = note;
        this.standard = parse(note.standard());
    }

    /** As written in an entry: {@code idle-timeout}; a family ends with a dot: {@code header.}. */
    public String name() {
        return name;
    }

    /** Whether this is a family: one key for every name after the dot. */
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

    public Kind<T> kind() {
        return kind;
    }

    /**
     * The default.
     *
     * @throws IllegalStateException if the key has none
     */
    public T standard() {
        return standard.orElseThrow(() -> new IllegalStateException(name + " has no default"));
    }

    public Optional<T> parse(String text) {
        return kind.parse(text, Complaint.IGNORED);
    }

    /** The value, if this key accepts it: what a record's constructor calls. */
    public T check(T value) {
        if (!kind.accepts(value)) {
            throw new IllegalArgumentException(name + ": " + kind.print(value) + " (expected: " + expected() + ")");
        }
        return value;
    }

    /** How the value is shown; a secret is not. */
    public String show(T value) {
        return note.secret() ? "***" : kind.print(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
