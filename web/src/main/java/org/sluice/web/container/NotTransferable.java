package org.sluice.web.container;

import org.jspecify.annotations.Nullable;

/** A connection cannot leave its server by the express lane; the message says why. Nothing was changed. */
public final class NotTransferable extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether that holds for every connection of this server, not only for some listeners. */
    private final boolean everywhere;

    private NotTransferable(String why, boolean everywhere, @Nullable Throwable cause) {
        super(why, cause);
        this.everywhere = everywhere;
    }

    /** The server is not the one the adapter knows. */
    public static NotTransferable here(String why, @Nullable Throwable cause) {
        return new NotTransferable(why, true, cause);
    }

    /** Others may take the lane. */
    public static NotTransferable forThis(String why) {
        return new NotTransferable(why, false, null);
    }

    /** Whether that holds for every connection of this server, not only for some listeners. */
    public boolean everywhere() {
        return everywhere;
    }
}
