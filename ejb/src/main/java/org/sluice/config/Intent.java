package org.sluice.config;

import java.util.Locale;

/** What the operator wants of a member. */
public enum Intent {
    SERVE,
    /**
     * No new relays, but those of clients that had it before, if the pool says so; those that are open go on for
     * {@code drain-timeout} and are then ended.
     */
    DRAIN,
    /** No relays at all: those that are open are ended now, and it is not checked. */
    OFF;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
