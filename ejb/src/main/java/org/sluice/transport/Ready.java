package org.sluice.transport;

/** What hangs on a selection key: told on the loop thread, holding nothing. */
interface Ready {
    /** The socket is ready for {@code ops} (of {@link java.nio.channels.SelectionKey}). */
    void ready(int ops);

    /** The loop ends, or this could not be served: give everything back. Harmless when repeated. */
    void shut();
}
