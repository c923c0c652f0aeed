package org.sluice.config;

import java.util.Locale;

/** Which transport carries the connections of clients. */
public enum WireChoice {
    /** Express where the server version and the listener are tested with it, portable elsewhere. */
    AUTO,
    /** Express, also on server versions that were never tested. */
    EXPRESS,
    /** The streams of the server. */
    PORTABLE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
