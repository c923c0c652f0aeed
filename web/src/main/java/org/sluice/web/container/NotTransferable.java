package org.sluice.web.container;

import org.jspecify.annotations.Nullable;

/** A connection cannot leave its server by the express way; the message gives the reason. Nothing was changed. */
public final class NotTransferable extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether it holds for every connection of this server, not only for some listeners. */
    private final boolean everywhere;

    private NotTransferable(String why, boolean everywhere, @Nullable Throwable cause) {
        super(why, cause);
        this.everywhere = everywhere;
    }

    /** For every connection: the server differs from the one that the adapter was written for. */
    public static NotTransferable here(String why, @Nullable Throwable cause) {
        return new NotTransferable(why, true, cause);
    }

    /** For this connection; others may leave the server. */
    public static NotTransferable forThis(String why) {
        return new NotTransferable(why, false, null);
    }

    /** Whether it holds for every connection of this server, not only for some listeners. */
    public boolean everywhere() {
        return everywhere;
    }
}
