package org.sluice.config;

import java.util.Locale;

/** How the connections of clients are carried. */
public enum WireChoice {
    /** Express where the server and the listener allow it and were proven to, portable elsewhere. */
    AUTO,
    /** The same, and also on versions of the server that were never tried. */
    EXPRESS,
    /** By the server's own streams. */
    PORTABLE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
