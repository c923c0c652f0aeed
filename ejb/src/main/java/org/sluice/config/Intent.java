package org.sluice.config;

import java.util.Locale;

/** The configured intent for a member. */
public enum Intent {
    SERVE,
    /**
     * No new relays, except for clients that had it before if its pool has {@code drain-affinity}; open relays go on for
     * {@code drain-timeout} and are then closed.
     */
    DRAIN,
    /** No relays: open ones are closed at once, and the member is not checked. */
    OFF;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
