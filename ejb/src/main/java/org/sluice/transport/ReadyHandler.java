package org.sluice.transport;

/** What hangs on a selection key: told on the loop thread, holding nothing. */
interface ReadyHandler {
    /** The socket is ready for {@code ops} (of {@link java.nio.channels.SelectionKey}). */
    void ready(int ops);

    /** It is about to be told, and others with it: a look at what that will touch; see {@link ReadyBatch}. Of no effect. */
    default int beforeReady() {
        return 0;
    }

    /** The loop ends, or this could not be served: give everything back. Harmless when repeated. */
    void shut();
}
