package org.sluice.config;

import java.util.Locale;

/** What happens to a client that sends faster than it may. */
public enum LimitAction {
    /** Its messages are read no faster than allowed; nothing is lost. */
    DELAY,
    /** Its relay is closed with 1008. */
    CLOSE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
