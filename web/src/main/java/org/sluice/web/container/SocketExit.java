package org.sluice.web.container;

import org.sluice.transport.DetachedSocket;

/** One connection's way out of its server: all that is needed for it is found, and nothing is changed yet. */
public interface SocketExit {
    /**
     * Takes the socket away from the server, which neither selects nor times it from then on. Once, right behind the 101;
     * the one who waits is told once, on whatever thread.
     */
    void leave(Waiting waiting);

    /** Whether the server has no part in the socket any more once it is out. */
    boolean isForGood();

    /** Lets the server drop all that it still has of the connection. Any thread, harmless when repeated. */
    void letGo();

    /** Who waits for the socket. */
    interface Waiting {
        /** Takes it over. */
        void out(DetachedSocket socket);

        /** The server holds more of the connection than can be taken: it goes on there, unchanged. */
        void stays(NotTransferable why);

        /** The client, or the server, was faster. */
        void lost(Exception why);
    }
}
