package org.sluice.grammar;

import java.util.Optional;
import java.util.regex.Pattern;

/** The four kinds of configuration entries, each with the prefix of its entries' names. */
public enum EntryKind {
    POOL("pools/"),
    RULE("rules/"),
    LISTENER("listeners/"),
    SETTINGS("settings");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final String prefix;

    EntryKind(String prefix) {
        this.prefix = prefix;
    }

    /** The prefix of the names of such entries: {@code pools/}; for the settings, a single entry, its whole name. */
    public String prefix() {
        return prefix;
    }

    /** The whole name of an entry of this kind: {@code pools/chat}. */
    public String entry(String name) {
        return this == SETTINGS ? prefix : prefix + name;
    }

    /** The part of {@code entry} behind the prefix: {@code chat}. */
    public String nameIn(String entry) {
        return entry.substring(prefix.length());
    }

    /** The kind of the entry with this name; empty if the prefix is unknown or the rest is not a valid name. */
    public static Optional<EntryKind> of(String entry) {
        for (EntryKind kind : values()) {
            if (kind == SETTINGS ? entry.equals(kind.prefix) : kind.matches(entry)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private boolean matches(String entry) {
        return entry.startsWith(prefix) && isName(nameIn(entry));
    }

    /**
     * Whether this is a valid name of a pool, rule or listener: a letter or digit, then at most 63 more, {@code .}, {@code _}
     * or {@code -}.
     */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
