package org.sluice.grammar;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keys that belong together and stand in the same entries. Filled while its class is loaded, then only read. */
public final class KeyGroup {
    private final String title;
    private final Set<EntryKind> entries;
    private final List<Key<?>> keys = new ArrayList<>();

    public KeyGroup(String title, EntryKind first, EntryKind... others) {
        this.title = title;
        this.entries = EnumSet.of(first, others);
    }

    /** A key with a default. */
    public <T> Key<T> key(String name, Kind<T> kind, String standard, String meaning, String elsewhere) {
        return add(name, kind, new KeyNote(standard, meaning, elsewhere, false, true));
    }

    /** A key without a default: optional, or mandatory if its meaning says so. */
    public <T> Key<T> key(String name, Kind<T> kind, String meaning, String elsewhere) {
        return key(name, kind, "", meaning, elsewhere);
    }

    public <T> Key<T> secret(String name, Kind<T> kind, String meaning, String elsewhere) {
        return add(name, kind, new KeyNote("", meaning, elsewhere, true, true));
    }

    /** A key that is planned: its name and form are known, and an entry that sets it is refused because nothing acts on it. */
    public <T> Key<T> unsupported(String name, Kind<T> kind, String standard, String meaning, String elsewhere) {
        return add(name, kind, new KeyNote(standard, meaning, elsewhere, false, false));
    }

    /** A planned key without a default. */
    public <T> Key<T> unsupported(String name, Kind<T> kind, String meaning, String elsewhere) {
        return unsupported(name, kind, "", meaning, elsewhere);
    }

    private <T> Key<T> add(String name, Kind<T> kind, KeyNote note) {
        Key<T> key = new Key<>(name, entries, kind, note);
        keys.add(key);
        return key;
    }

    public String title() {
        return title;
    }

    public List<Key<?>> keys() {
        return List.copyOf(keys);
    }
}
