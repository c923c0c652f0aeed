package org.sluice.web.container;

import org.sluice.transport.DetachedSocket;

/**
 * One client's way out of its server before it was answered. All that is needed for it is found, and nothing is changed yet.
 */
public interface EarlyHandOver {
    /**
     * Takes the client's socket away from the server, once. On the request's thread, which touches neither request nor response
     * any more behind this call, and returns to the server at once.
     */
    void leave(HandOverEvents traveller);

    /** Who waits for the socket. Told exactly once, on the request's thread or, where its server goes on elsewhere, on that one. */
    interface HandOverEvents {
        /**
         * Takes the socket over, whatever comes of it.
         *
         * @param gone to be run once, on any thread, when the socket has been given back
         * @return to be run if the server closes the socket by itself; any thread, harmless when late
         */
        Runnable came(DetachedSocket socket, Runnable gone);

        /** The client, or the server, was faster. */
        void lost();
    }
}
