package org.sluice.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** The four things an operator describes, each with the prefix of its entries' names. */
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

    /** How entries of this kind begin: {@code pools/}; the settings are one entry, called just that. */
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

    /** What kind of entry this name announces; empty if it announces none or the name is not a proper one. */
    public static Optional<EntryKind> of(String entry) {
        for (EntryKind kind : values()) {
            if (kind == SETTINGS ? entry.equals(kind.prefix) : kind.announces(entry)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private boolean announces(String entry) {
        return entry.startsWith(prefix) && isName(nameIn(entry));
    }

    /** Whether a pool, rule or listener may be called so: a letter or digit, then at most 63 more, {@code .}, {@code _} or {@code -}. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
