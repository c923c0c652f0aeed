package org.sluice.config;

import java.util.Locale;

/** Which legs of a relay are pinged. */
public enum HeartbeatTo {
    BOTH,
    CLIENT,
    MEMBER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
