package org.sluice.web.container;

import org.sluice.transport.DetachedSocket;

/**
 * Takes one client's socket out of its server before it was answered. Everything needed was looked up, and nothing is
 * changed yet.
 */
public interface EarlyHandOver {
    /**
     * Takes the client's socket away from the server, once. On the request's thread, which uses neither request nor
     * response after this call, and returns to the server at once.
     */
    void leave(HandOverEvents traveller);

    /**
     * Receives the socket. One method is called, once, on the request's thread, or on the thread where the server
     * continues.
     */
    interface HandOverEvents {
        /**
         * The socket is out of the server and belongs to the receiver.
         *
         * @param gone to be run once, on any thread, when the socket has been released
         * @return to be run if the server closes the socket by itself; any thread, no effect when late
         */
        Runnable came(DetachedSocket socket, Runnable gone);

        /** The client or the server ended the connection before. */
        void lost();
    }
}
