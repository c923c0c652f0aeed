package org.sluice.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keys that belong together and stand in the same entries. Filled while its class is loaded, then only read. */
final class KeyGroup {
    private final String title;
    private final Set<EntryKind> entries;
    private final List<Key<?>> keys = new ArrayList<>();

    KeyGroup(String title, EntryKind first, EntryKind... others) {
        this.title = title;
        this.entries = EnumSet.of(first, others);
    }

    /** A key with a default. */
    <T> Key<T> key(String name, Kind<T> kind, String standard, String meaning, String elsewhere) {
        return add(name, kind, new KeyNote(standard, meaning, elsewhere, false));
    }

    /** A key without one: nothing happens unless it is given, or it must be given. */
    <T> Key<T> key(String name, Kind<T> kind, String meaning, String elsewhere) {
        return key(name, kind, "", meaning, elsewhere);
    }

    <T> Key<T> secret(String name, Kind<T> kind, String meaning, String elsewhere) {
        return add(name, kind, new KeyNote("", meaning, elsewhere, true));
    }

    private <T> Key<T> add(String name, Kind<T> kind, KeyNote note) {
        Key<T> key = new Key<>(name, entries, kind, note);
        keys.add(key);
        return key;
    }

    String title() {
        return title;
    }

    List<Key<?>> keys() {
        return List.copyOf(keys);
    }
}
