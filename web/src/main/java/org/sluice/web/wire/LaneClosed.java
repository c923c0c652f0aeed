package org.sluice.web.wire;

import org.jspecify.annotations.Nullable;

/** A connection cannot leave its server by the express lane; the message says why. Nothing was changed. */
final class LaneClosed extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether that holds for every connection of this server, not only for some listeners. */
    private final boolean everywhere;

    private LaneClosed(String why, boolean everywhere, @Nullable Throwable cause) {
        super(why, cause);
        this.everywhere = everywhere;
    }

    /** The server is not the one the adapter knows. */
    static LaneClosed here(String why, @Nullable Throwable cause) {
        return new LaneClosed(why, true, cause);
    }

    /** Others may take the lane. */
    static LaneClosed forThis(String why) {
        return new LaneClosed(why, false, null);
    }

    boolean everywhere() {
        return everywhere;
    }
}
