package org.sluice.web.container;

import org.sluice.transport.DetachedSocket;

/**
 * Takes one connection's socket out of its server after the 101. Everything needed was looked up, and nothing is changed
 * yet.
 */
public interface SocketExit {
    /**
     * Takes the socket away from the server, which neither selects nor times it from then on. Once, right after the 101;
     * one method of {@code waiting} is called once, on any thread.
     */
    void leave(Waiting waiting);

    /** Whether the server has no further part in the socket once it is out. */
    boolean isForGood();

    /** Has the server release everything that it still holds of the connection. Any thread, no effect when repeated. */
    void letGo();

    /** Receives the socket. */
    interface Waiting {
        /** The socket is out of the server and belongs to the receiver. */
        void out(DetachedSocket socket);

        /** The server holds more of the connection than can be taken: it stays there, unchanged. */
        void stays(NotTransferable why);

        /** The client or the server ended the connection before. */
        void lost(Exception why);
    }
}
